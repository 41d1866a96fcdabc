package dev.sidetone.cost;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Prices by model name, as data with a date and a source. A name is looked up as it stands and then among the aliases,
 * which hold the dated snapshots of a model that cost what the model costs. There is no guessing beyond that: snapshots
 * have been sold at other prices, and an Azure deployment may bear any name, so both are "not priced" until a price file
 * says otherwise.
 *
 * <p>Each response and each transcription is charged by itself and settled to a millionth of a dollar, so that the rows
 * of a table add up to its total.
 *
 * <p>A price file is JSON, every part of it optional, and is laid over the bundled book:
 * <pre>{@code
 * {
 *   "checked": "2026-07-22", "source": "our contract",
 *   "models":               {"gpt-realtime": {"text_in": 4.00, "audio_in": 32.00}},
 *   "transcription_models": {"whisper-1": {"per_minute": 0.006}},
 *   "aliases":              {"my-deployment": "gpt-realtime"}
 * }
 * }</pre>
 * Prices are dollars per million tokens under the keys of {@link TokenKind}, or {@code per_minute} of audio. Prices that
 * an entry leaves out are those the book already has under that name. {@code checked} and {@code source} may also stand
 * in an entry, for that entry.
 */
public final class PriceBook {

    private static final String BUNDLED = "prices.json";

    private final Map<String, ModelPrice> models;
    private final Map<String, TranscriptionPrice> transcriptions;
    private final Map<String, String> aliases;

    private PriceBook(Map<String, ModelPrice> models, Map<String, TranscriptionPrice> transcriptions, Map<String, String> aliases) {
        this.models = Map.copyOf(models);
        this.transcriptions = Map.copyOf(transcriptions);
        this.aliases = Map.copyOf(aliases);
    }

    /** The prices that come with Sidetone. */
    public static PriceBook bundled() {
        return Bundled.BOOK;
    }

    /**
     * The bundled prices with those of a file laid over them.
     *
     * @throws PriceBookException when the file is missing, is not JSON or holds something that is no price
     */
    public static PriceBook read(Path file) {
        return bundled().with(PriceFile.read(file));
    }

    /** What is known about a session model's price. */
    public Optional<ModelPrice> model(String name) {
        return find(models, name);
    }

    /** What is known about a built-in transcription model's price. */
    public Optional<TranscriptionPrice> transcriptionModel(String name) {
        return find(transcriptions, name);
    }

    public Collection<ModelPrice> models() {
        return models.values();
    }

    public Collection<TranscriptionPrice> transcriptionModels() {
        return transcriptions.values();
    }

    /** What a response of a session model cost; usage that was not reported is not priced. */
    public Cost response(String model, Optional<Usage> usage) {
        if (usage.isEmpty()) return new Cost.NotPriced("the peer reported no usage");
        return model(model).map(price -> price.of(usage.get()).settled()).orElseGet(() -> unknown(model));
    }

    /** The same, beside what it should have cost by the audio the model was given and spoke. */
    public Meter response(String model, Optional<Usage> usage, AudioTokens audio) {
        var expected = usage.map(reported -> response(model, Optional.of(audio.in(reported))));
        return new Meter(response(model, usage), expected);
    }

    /** What one built-in transcription cost. */
    public Cost transcription(String model, TranscriptionUsage usage) {
        return transcriptionModel(model).map(price -> price.of(usage).settled()).orElseGet(() -> unknown(model));
    }

    /** The same, beside what it should have cost for audio of this length. */
    public Meter transcription(String model, TranscriptionUsage usage, Duration audio) {
        return new Meter(transcription(model, usage), expected(usage, audio).map(expected -> transcription(model, expected)));
    }

    private static Optional<TranscriptionUsage> expected(TranscriptionUsage usage, Duration audio) {
        return switch (usage) {
            case TranscriptionUsage.Tokens tokens -> {
                long heard = AudioTokens.ofUser(audio);
                long total = tokens.total() + heard - tokens.inputAudio();
                yield Optional.of(new TranscriptionUsage.Tokens(total, tokens.inputText(), heard, tokens.output()));
            }
            case TranscriptionUsage.Seconds seconds -> Optional.of(wholeOrExact(seconds, audio));
            case TranscriptionUsage.Unreported none -> Optional.empty();
        };
    }

    /** Services are recorded to round to whole seconds (2.80 s -> 3, 2.67 s -> 3): such a figure is as expected. */
    private static TranscriptionUsage wholeOrExact(TranscriptionUsage.Seconds reported, Duration audio) {
        var exact = BigDecimal.valueOf(audio.toMillis()).movePointLeft(3);
        boolean rounded = exact.setScale(0, RoundingMode.HALF_UP).compareTo(reported.seconds()) == 0;
        return rounded ? reported : new TranscriptionUsage.Seconds(exact);
    }

    private static Cost unknown(String model) {
        return new Cost.NotPriced("no price for model \"" + model + "\"");
    }

    private <P> Optional<P> find(Map<String, P> prices, String name) {
        return Optional.ofNullable(prices.get(name)).or(() -> Optional.ofNullable(aliases.get(name)).map(prices::get));
    }

    private PriceBook with(PriceFile file) {
        var models = new HashMap<>(this.models);
        file.models().forEach((name, price) -> models.put(name, model(name).map(known -> over(price, known)).orElse(price)));
        var transcriptions = new HashMap<>(this.transcriptions);
        file.transcriptions().forEach((name, price) ->
                transcriptions.put(name, transcriptionModel(name).map(known -> over(price, known)).orElse(price)));
        var aliases = new HashMap<>(this.aliases);
        aliases.putAll(file.aliases());
        file.aliases().forEach((alias, name) -> {
            if (!models.containsKey(name) && !transcriptions.containsKey(name)) {
                throw file.problem("aliases." + alias + " stands for \"" + name + "\", which has no price; add it to models or correct the name");
            }
        });
        return new PriceBook(models, transcriptions, aliases);
    }

    private static ModelPrice over(ModelPrice price, ModelPrice known) {
        return new ModelPrice(price.model(), price.prices().over(known.prices()), price.source());
    }

    private static TranscriptionPrice over(TranscriptionPrice price, TranscriptionPrice known) {
        if (price instanceof TranscriptionPrice.PerToken(var model, var prices, var source)
                && known instanceof TranscriptionPrice.PerToken base) {
            return new TranscriptionPrice.PerToken(model, prices.over(base.prices()), source);
        }
        return price;
    }

    private static final class Bundled {
        static final PriceBook BOOK = new PriceBook(Map.of(), Map.of(), Map.of()).with(PriceFile.resource(BUNDLED));
    }
}
