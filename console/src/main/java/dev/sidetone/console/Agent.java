package dev.sidetone.console;

import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.turn.ContextPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Whom the console's callers reach, and how they are listened to.
 *
 * @param sidetone as for any call; the console adds how each turn is transcribed, and itself as listener and loudspeaker
 */
public record Agent(Sidetone sidetone, Place place, Bill bill, Offer offer) {

    /**
     * What the page says about the endpoint.
     *
     * @param kind {@code embedded}, {@code local}, {@code openai} or {@code other}
     * @param address without query or key
     */
    public record Place(String kind, String address, boolean simulatedBilling) {}

    /** @param models asked for; the session may name others, which then count */
    public record Bill(Pricing.Models models, PriceBook prices) {}

    /**
     * What can be chosen for a call, and in it.
     *
     * @param prompts at least one, each with an id of its own; the first is the one to begin with
     * @param context to begin with
     * @param version of this program, for the page's foot
     */
    public record Offer(List<Prompt> prompts, ContextPolicy context, boolean halfDuplex, String version) {
        public Offer {
            prompts = List.copyOf(prompts);
            if (prompts.isEmpty()) throw new IllegalArgumentException("a console needs at least one prompt to transcribe with");
            if (prompts.stream().map(Prompt::id).distinct().count() < prompts.size()) throw new IllegalArgumentException("two prompts have one id");
        }

        Optional<Prompt> prompt(String id) {
            return prompts.stream().filter(prompt -> prompt.id().equals(id)).findFirst();
        }
    }

    /** @param transcription with these rules; its context is chosen on the page */
    public record Prompt(String id, String label, Transcription.On transcription) {}

    /** What the page offers; any {@code last:N} is taken. {@code shared} is not there: a call cannot switch to it or from it. */
    static final List<String> CONTEXTS = List.of("notes", "latest", "last:3", "whole");
}
