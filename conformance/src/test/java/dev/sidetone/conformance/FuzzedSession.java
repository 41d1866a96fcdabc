package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import dev.sidetone.server.RealtimeServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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
    private static final String[] VOICE = {audio(false), audio(true)};

    private final Random random;
    private final Mutation mutation;
    private final String mark;
    private final List<String> intactRequests = new ArrayList<>();
    private int said;

    FuzzedSession(long seed) {
        random = new Random(seed);
        mutation = new Mutation(random);
        mark = mark(seed);
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
        try (var client = new RawClient(server.uri())) {
            client.await("session.created");
            for (int i = 0; i < events; i++) client.sendAsIs(next());
            client.send("{'type':'conversation.item.delete','item_id':'nothing','event_id':'" + END + "'}");
            check(untilAllIsDone(client));
        }
    }

    private String next() {
        var id = mark + said++;
        boolean request = random.nextInt(4) == 0;
        var frame = (request ? request(id) : event()).replace("'", "\"").replaceFirst("^.", "{\"event_id\":\"" + id + "\",");
        if (random.nextInt(3) > 0) return mutation.of(frame);
        if (request) intactRequests.add(id);
        return frame;
    }

    private String request(String id) {
        var metadata = "'metadata':{'id':'" + id + "'}";
        return switch (random.nextInt(4)) {
            case 0 -> "{'type':'response.create','response':{" + metadata + "}}";
            case 1 -> "{'type':'response.create','response':{" + metadata + ",'conversation':'none','output_modalities':['text'],'tools':[],'instructions':'" + mark + "'}}";
            case 2 -> "{'type':'response.create','response':{" + metadata + ",'conversation':'none','input':[{'type':'item_reference','id':'" + item() + "'}]}}";
            default -> "{'type':'response.create','response':{" + metadata + ",'output_modalities':['text'],'max_output_tokens':" + (1 + random.nextInt(20)) + "}}";
        };
    }

    private String event() {
        return switch (random.nextInt(11)) {
            case 0 -> "{'type':'session.update','session':{'type':'realtime','instructions':'" + mark + "','audio':{'input':{'transcription':{'model':'whisper-1'}}}}}";
            case 1 -> "{'type':'session.update','session':{'type':'realtime','audio':{'input':{'turn_detection':"
                    + (random.nextBoolean() ? "null" : "{'type':'server_vad','silence_duration_ms':200}") + "}}}}";
            case 2, 3 -> "{'type':'input_audio_buffer.append','audio':'" + VOICE[random.nextInt(2)] + "'}";
            case 4 -> "{'type':'input_audio_buffer.commit'}";
            case 5 -> "{'type':'input_audio_buffer.clear'}";
            case 6, 7 -> "{'type':'conversation.item.create','previous_item_id':'root','item':{'id':'" + item()
                    + "','type':'message','role':'user','content':[{'type':'input_text','text':'" + mark + "'}]}}";
            case 8 -> "{'type':'conversation.item.retrieve','item_id':'" + item() + "'}";
            case 9 -> "{'type':'conversation.item.delete','item_id':'" + item() + "'}";
            default -> random.nextBoolean() ? "{'type':'response.cancel'}"
                    : "{'type':'conversation.item.truncate','item_id':'" + item() + "','content_index':0,'audio_end_ms':10}";
        };
    }

    /** Few, so that they are often those of items that are there, in this conversation and in others. */
    private String item() {
        return "item_" + random.nextInt(4);
    }

    private static String audio(boolean loud) {
        var samples = new short[Pcm.RATE / 4];
        for (int i = 0; loud && i < samples.length; i++) samples[i] = (short) (8_000 * Math.sin(i / 12.0));
        return Base64.getEncoder().encodeToString(Pcm.of(samples).bytes());
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
            switch (event.path("type").asString()) {
                case "response.created" -> answers.merge(event.at("/response/metadata/id").asString(""), 1, Integer::sum);
                case "response.done" -> assertThat(event.at("/response/status").asString()).isIn("completed", "cancelled", "incomplete");
                case "error" -> {
                    assertThat(event.at("/error/type").asString()).isEqualTo("invalid_request_error");
                    answers.merge(event.at("/error/event_id").asString(""), 1, Integer::sum);
                }
                default -> {}
            }
        }
        assertThat(intactRequests).allSatisfy(id -> assertThat(answers.get(id)).as(id).isEqualTo(1));
    }
}
