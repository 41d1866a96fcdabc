package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.RealtimeServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A client that says random events, most of them broken, and then looks whether the server kept its word: whatever it was told
 * to create was refused or done, once, and nobody else's marks were heard.
 */
final class FuzzedSession {

    private static final Pattern MARK = Pattern.compile("mark-\\d{1,18}-[0-9a-f]+-");
    private static final String END = "the-end";
    private static final Pattern TYPE = Pattern.compile("'type':'([^']*)'");
    private static final String[] DOORS = {"?model=gpt-realtime", "?model=gpt-realtime", "?model=gpt-realtime-2.1", "?intent=transcription"};

    private final Random random;
    private final Mutation mutation;
    private final String mark;
    private final List<String> intactRequests = new ArrayList<>();
    private final Coverage coverage;
    private final String door;
    private final ClientFrames frames;
    private int said;

    FuzzedSession(long seed, Coverage coverage) {
        // The first numbers of neighbouring seeds are much alike: a run would open the same door again and again.
        random = new Random(new SplittableRandom(seed).nextLong());
        mutation = new Mutation(random);
        mark = mark(seed);
        door = DOORS[random.nextInt(DOORS.length)];
        frames = new ClientFrames(random, door.contains("transcription"), mark);
        this.coverage = coverage;
    }

    /** What stands in everything this client says; the second part proves that the first was not made by a mutation. */
    private static String mark(long seed) {
        return "mark-" + seed + "-" + Long.toHexString(new SplittableRandom(seed).nextLong()) + "-";
    }

    private void assertNobodyElseIsHeardIn(String frame) {
        MARK.matcher(frame).results().map(MatchResult::group).filter(found -> !found.equals(mark))
                .forEach(other -> assertThat(other).as("another session's mark").isNotEqualTo(mark(Long.parseLong(other.split("-")[1]))));
    }

    void run(RealtimeServer server, int events) {
        try (var client = new RawClient(URI.create(server.uri() + door))) {
            client.await("session.created");
            // Otherwise hardly any audio would be transcribed before its session is over.
            if (random.nextInt(3) == 0) client.send("{'type':'session.update','session':{'type':'" + kind() + "','audio':{'input':{'transcription':{'model':'whisper-1'}}}}}");
            for (int i = 0; i < events; i++) client.sendAsIs(next());
            client.send("{'type':'conversation.item.delete','item_id':'nothing','event_id':'" + END + "'}");
            check(untilAllIsDone(client));
        }
    }

    private String kind() {
        return door.contains("transcription") ? "transcription" : "realtime";
    }

    private String next() {
        var id = mark + said++;
        boolean request = random.nextInt(4) == 0;
        var meant = request ? frames.request(id) : frames.event();
        var frame = meant.replace("'", "\"").replaceFirst("^.", "{\"event_id\":\"" + id + "\",");
        boolean broken = random.nextInt(3) > 0;
        coverage.count(broken ? "mutated" : "intact", TYPE.matcher(meant).results().findFirst().orElseThrow().group(1));
        if (broken) return mutation.of(frame);
        if (request) intactRequests.add(id);
        return frame;
    }

    private static List<JsonNode> untilAllIsDone(RawClient client) {
        var events = new ArrayList<JsonNode>();
        var open = new HashSet<String>();
        boolean ended = false;
        while (!ended || !open.isEmpty()) {
            var event = client.next();
            events.add(event);
            switch (event.path("type").asString()) {
                case "response.created" -> assertThat(open.add(event.at("/response/id").asString())).as("created once").isTrue();
                case "response.done" -> assertThat(open.remove(event.at("/response/id").asString())).as("done once").isTrue();
                case "error" -> ended |= event.at("/error/event_id").asString("").equals(END);
                default -> {}
            }
        }
        return events;
    }

    private void check(List<JsonNode> events) {
        Map<String, Integer> answers = new HashMap<>();
        for (var event : events) {
            assertNobodyElseIsHeardIn(event.toString());
            coverage.count("answered", event.path("type").asString());
            switch (event.path("type").asString()) {
                case "response.created" -> answers.merge(event.at("/response/metadata/id").asString(""), 1, Integer::sum);
                case "response.done" -> assertThat(event.at("/response/status").asString()).isIn("completed", "cancelled", "incomplete");
                case "error" -> {
                    assertThat(event.at("/error/type").asString()).isEqualTo("invalid_request_error");
                    coverage.count("refused", event.at("/error/code").asString());
                    answers.merge(event.at("/error/event_id").asString(""), 1, Integer::sum);
                }
                default -> {}
            }
        }
        assertThat(intactRequests).allSatisfy(id -> assertThat(answers.get(id)).as(id).isEqualTo(1));
    }
}
