package dev.sidetone.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A price file as it was read, checked but not yet laid over another; its format is told in {@link PriceBook}. */
final class PriceFile {

    // Numbers stay decimal from the file to the sum; a price given twice is a slip somebody should hear of.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    // No model costs near a dollar a token; a larger figure is a slip of units.
    private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000);
    // A millionth of the smallest listed price; also keeps sums of odd figures like 1e-999999 from growing without end.
    private static final int MOST_DECIMALS = 12;

    private static final String PER_MINUTE = "per_minute";
    private static final Set<String> TRANSCRIPTION_KINDS = Set.of("text_in", "audio_in", "text_out", PER_MINUTE);

    private final String name;
    private final Map<String, ModelPrice> models = new HashMap<>();
    private final Map<String, TranscriptionPrice> transcriptions = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();

    private PriceFile(String name, String text) {
        this.name = name;
        var root = object(parse(text), "the file");
        var source = source(root, new PriceSource(name, Optional.empty()), "");
        for (var part : root.properties()) {
            switch (part.getKey()) {
                case "models" -> entries(part).forEach((model, prices) -> models.put(model, model(model, prices, source)));
                case "transcription_models" ->
                    entries(part).forEach((model, prices) -> transcriptions.put(model, transcription(model, prices, source)));
                case "aliases" -> entries(part).forEach((alias, target) -> aliases.put(alias, text(target, "aliases." + alias)));
                case "checked", "source" -> { }
                default -> throw unknownKey(part.getKey(), "checked, source, models, transcription_models and aliases");
            }
        }
    }

    static PriceFile read(Path file) {
        try {
            return new PriceFile(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new PriceBookException("price file " + file + " does not exist; check the path");
        } catch (CharacterCodingException e) {
            throw new PriceBookException("price file " + file + " is not text in UTF-8; give a JSON file");
        } catch (IOException e) {
            throw new PriceBookException("price file " + file + " cannot be read (" + e.getClass().getSimpleName() + "); check that it is a readable file");
        }
    }

    static PriceFile resource(String name) {
        try (var in = PriceFile.class.getResourceAsStream(name)) {
            return new PriceFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, ModelPrice> models() {
        return models;
    }

    Map<String, TranscriptionPrice> transcriptions() {
        return transcriptions;
    }

    Map<String, String> aliases() {
        return aliases;
    }

    PriceBookException problem(String what) {
        return new PriceBookException("price file " + name + ": " + what);
    }

    private JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw problem("not JSON" + Optional.ofNullable(e.getLocation()).map(at -> " at line " + at.getLineNr()).orElse("")
                    + ": " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private ModelPrice model(String model, JsonNode entry, PriceSource inherited) {
        var where = "models." + model;
        return new ModelPrice(model, tokenPrices(entry, where), source(entry, inherited, where + "."));
    }

    private TranscriptionPrice transcription(String model, JsonNode entry, PriceSource inherited) {
        var where = "transcription_models." + model;
        var source = source(entry, inherited, where + ".");
        for (var key : object(entry, where).propertyNames()) {
            if (!TRANSCRIPTION_KINDS.contains(key) && !isSource(key)) {
                throw unknownKey(where + "." + key, "text_in, audio_in, text_out or per_minute");
            }
        }
        if (!entry.has(PER_MINUTE)) return new TranscriptionPrice.PerToken(model, tokenPrices(entry, where), source);
        for (var key : entry.propertyNames()) {
            if (!key.equals(PER_MINUTE) && !isSource(key)) throw problem(where + " has both per_minute and " + key + "; keep one of them");
        }
        return new TranscriptionPrice.PerMinute(model, price(entry.get(PER_MINUTE), where + "." + PER_MINUTE), source);
    }

    private TokenPrices tokenPrices(JsonNode entry, String where) {
        var prices = new EnumMap<TokenKind, Usd>(TokenKind.class);
        for (var field : object(entry, where).properties()) {
            if (isSource(field.getKey())) continue;
            var at = where + "." + field.getKey();
            prices.put(kind(field.getKey(), at), price(field.getValue(), at));
        }
        if (prices.isEmpty()) throw problem(where + " has no price; give at least one such as text_in");
        return new TokenPrices(prices);
    }

    private TokenKind kind(String key, String where) {
        for (var kind : TokenKind.values()) {
            if (kind.key().equals(key)) return kind;
        }
        throw unknownKey(where, "text_in, text_cached, text_out, audio_in, audio_cached, audio_out, image_in and image_cached");
    }

    private Usd price(JsonNode node, String where) {
        if (!node.isNumber()) throw problem(where + " is not a number; give dollars such as 4.00");
        var price = node.decimalValue();
        if (price.signum() < 0) throw problem(where + " is negative; give dollars from 0 up");
        if (price.compareTo(HIGHEST_PRICE) > 0) throw problem(where + " is above " + HIGHEST_PRICE + " dollars; check the unit");
        if (price.scale() > MOST_DECIMALS) throw problem(where + " has more than " + MOST_DECIMALS + " decimals; round it");
        return new Usd(price);
    }

    private PriceSource source(JsonNode holder, PriceSource inherited, String where) {
        var name = holder.has("source") ? text(holder.get("source"), where + "source") : inherited.name();
        var checked = holder.has("checked") ? Optional.of(date(holder.get("checked"), where + "checked")) : inherited.checked();
        return new PriceSource(name, checked);
    }

    private LocalDate date(JsonNode node, String where) {
        try {
            return LocalDate.parse(text(node, where));
        } catch (DateTimeParseException e) {
            throw problem(where + " is not a date; write it as 2026-07-22");
        }
    }

    private Map<String, JsonNode> entries(Map.Entry<String, JsonNode> part) {
        var entries = new HashMap<String, JsonNode>();
        object(part.getValue(), part.getKey()).properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    private JsonNode object(JsonNode node, String where) {
        if (!node.isObject()) throw problem(where + " is not an object; write {...}");
        return node;
    }

    private String text(JsonNode node, String where) {
        if (!node.isString()) throw problem(where + " is not a text; write it in quotes");
        return node.stringValue();
    }

    private PriceBookException unknownKey(String key, String known) {
        return problem("unknown key " + key + "; known are " + known);
    }

    private static boolean isSource(String key) {
        return key.equals("source") || key.equals("checked");
    }
}
