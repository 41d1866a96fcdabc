package dev.sidetone.turn;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one response says aloud, piece by piece, and how far each piece was heard. Owned by the {@link TurnLedger}. */
final class SpokenReply {

    private record Place(String itemId, int contentIndex) {}

    private final Map<Place, SpokenText> pieces = new LinkedHashMap<>();
    private final Map<Place, Duration> played = new LinkedHashMap<>();
    private boolean interrupted;
    private boolean soundedOut;

    void say(String itemId, int contentIndex, String words) {
        piece(itemId, contentIndex).say(words);
    }

    void sound(String itemId, int contentIndex, Duration voice) {
        piece(itemId, contentIndex).sound(voice);
    }

    private SpokenText piece(String itemId, int contentIndex) {
        return pieces.computeIfAbsent(new Place(itemId, contentIndex), place -> new SpokenText());
    }

    Duration voice() {
        return pieces.values().stream().map(SpokenText::voice).reduce(Duration.ZERO, Duration::plus);
    }

    /** This piece was heard so far and no further. */
    void cut(String itemId, int contentIndex, Duration heard) {
        played.put(new Place(itemId, contentIndex), heard);
    }

    /** Nothing more of it is heard: pieces of which nothing is known, and those that still come, were not heard at all. */
    void interrupt() {
        interrupted = true;
    }

    boolean interrupted() {
        return interrupted;
    }

    /** It has been played to its end. */
    void soundOut() {
        soundedOut = true;
    }

    /** Whether more of it is to be heard. */
    boolean sounds() {
        return voice().isPositive() && !interrupted && !soundedOut;
    }

    void forget() {
        pieces.clear();
        played.clear();
    }

    /** How much was heard, where that is not all. @param text the whole of it, for peers that sent its words in no delta */
    Optional<Reply.CutOff> cutOff(String text) {
        if (!interrupted && played.isEmpty()) return Optional.empty();
        var sum = Duration.ZERO;
        for (var place : pieces.keySet()) sum = sum.plus(heardOf(place));
        // Of a piece whose voice never came by here, the cut is all that is known.
        for (var place : played.keySet()) if (!pieces.containsKey(place)) sum = sum.plus(played.get(place));
        var voice = voice().compareTo(sum) > 0 ? voice() : sum;
        var streamed = pieces.values().stream().anyMatch(piece -> !piece.words().isBlank());
        return Optional.of(new Reply.CutOff(streamed ? words() : shareOf(text, sum, voice), sum, voice));
    }

    private String words() {
        return pieces.keySet().stream().map(this::wordsOf).map(String::strip).filter(words -> !words.isEmpty()).collect(Collectors.joining(" "));
    }

    private String wordsOf(Place place) {
        var piece = pieces.get(place);
        return interrupted || played.containsKey(place) ? piece.heard(heardOf(place)) : piece.words();
    }

    private Duration heardOf(Place place) {
        var whole = pieces.get(place).voice();
        var heard = played.getOrDefault(place, interrupted ? Duration.ZERO : whole);
        return heard.compareTo(whole) < 0 ? heard : whole;
    }

    private static String shareOf(String text, Duration heard, Duration voice) {
        var spread = new SpokenText();
        spread.say(text);
        spread.sound(voice);
        return spread.heard(heard);
    }
}
