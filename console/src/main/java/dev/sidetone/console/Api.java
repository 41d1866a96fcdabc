package dev.sidetone.console;

import dev.sidetone.audio.BadAudio;
import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.audio.Utterances;
import dev.sidetone.audio.WavFile;
import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the page asks, each under {@code /api/}. */
final class Api {

    /** A wish of the page is some words. */
    private static final int LARGEST_WISH = 64 << 10;

    /** Times the limit, of a recording that is refused. */
    private static final int MOST_HEARD_OUT = 3;

    private final ConsoleSettings settings;
    private final Keyhole keyhole;
    private final Calls calls;
    private final boolean secure;

    Api(ConsoleSettings settings, Keyhole keyhole, Calls calls) {
        this.settings = settings;
        this.keyhole = keyhole;
        this.calls = calls;
        this.secure = settings.listen().tls().isPresent();
    }

    /** @param path without {@code /api/} */
    Answer answer(String method, List<String> path, Request request) throws IOException, InterruptedException {
        if (path.equals(List.of("door"))) return method.equals("POST") ? door(request) : Answer.wrongMethod("POST");
        if (!open(request)) return Answer.problem(401, "the console is locked: give its " + keyhole.kind());
        if (path.equals(List.of("setup"))) return method.equals("GET") ? Answer.json(200, Setup.of(settings)) : Answer.wrongMethod("GET");
        if (!path.getFirst().equals("calls")) return nowhere();
        if (path.size() == 1) {
            return switch (method) {
                case "GET" -> Answer.json(200, calls.list());
                case "POST" -> ask(request);
                default -> Answer.wrongMethod("GET, POST");
            };
        }
        return switch (calls.find(path.get(1))) {
            case Calls.Found.Unknown ignored -> Answer.problem(404, "there is no call " + printable(path.get(1)) + ": see the list of calls");
            case Calls.Found.Forgotten ignored -> Answer.problem(410, "the call " + path.get(1) + " was forgotten to make room for newer ones");
            case Calls.Found.Here here -> ofCall(here, method, path.subList(2, path.size()), request);
        };
    }

    static boolean isNamed(String text) {
        return text.matches("[\\w.-]{1,40}");
    }

    private static String printable(String text) {
        return isNamed(text) ? text : "of that name";
    }

    private static Answer nowhere() {
        return Answer.problem(404, "there is nothing at this address: reload the page");
    }

    /** Whether the browser has been let in. */
    boolean open(Request request) {
        var name = cookieName(request);
        return keyhole.open(Request.getCookies(request).stream().filter(cookie -> cookie.getName().equals(name)).map(cookie -> cookie.getValue()).toList());
    }

    /** Cookies do not tell ports apart: two consoles on one machine must not sign each other out. */
    private static String cookieName(Request request) {
        return "sidetone-console-" + Request.getLocalPort(request);
    }

    private Answer door(Request request) throws IOException, InterruptedException {
        var wish = wish(request);
        if (wish.isEmpty()) return notJson();
        return switch (keyhole.knock(wish.get().path("token").asString(""))) {
            case Keyhole.Knock.In(var cookie) -> Answer.nothing().with(HttpHeader.SET_COOKIE.asString(),
                    cookieName(request) + "=" + cookie + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : ""));
            case Keyhole.Knock.Out ignored -> Answer.problem(403, "this is not the " + keyhole.kind() + ": look where the console was started");
        };
    }

    private Answer ask(Request request) throws IOException {
        var wish = wish(request);
        if (wish.isEmpty()) return notJson();
        try {
            return switch (calls.ask(wish.get())) {
                case Calls.Asked.Given(var call, var ticket) ->
                        Answer.json(201, JsonNodeFactory.instance.objectNode().put("call", call).put("ticket", ticket));
                case Calls.Asked.Full(int most) -> Answer.problem(429, "all " + most + " lines of this console are taken: hang up elsewhere, or try again later");
            };
        } catch (IllegalArgumentException e) {
            return Answer.problem(422, e.getMessage());
        }
    }

    private static Answer notJson() {
        return Answer.problem(415, "the console reads JSON here: send application/json");
    }

    /** A body that browsers send from other pages only after asking; see the contract. */
    private static Optional<JsonNode> wish(Request request) throws IOException {
        if (!type(request).equals("application/json")) return Optional.empty();
        var body = Content.Source.asInputStream(request).readNBytes(LARGEST_WISH);
        try {
            return Optional.of(Json.parse(new String(body, StandardCharsets.UTF_8)).node()).filter(JsonNode::isObject);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String type(Request request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE)).orElse("").replaceFirst(";.*", "").strip().toLowerCase(java.util.Locale.ROOT);
    }

    private Answer ofCall(Calls.Found.Here here, String method, List<String> path, Request request) throws IOException {
        if (path.isEmpty()) return method.equals("GET") ? Answer.json(200, here.kept().whole()) : Answer.wrongMethod("GET");
        if (path.equals(List.of("recording"))) {
            return switch (method) {
                case "POST" -> play(here, request);
                case "DELETE" -> stopped(here);
                default -> Answer.wrongMethod("POST, DELETE");
            };
        }
        if (path.equals(List.of("line"))) return Answer.problem(426, "this is a WebSocket: reload the page");
        return method.equals("GET") ? Downloads.answer(here.kept(), path).orElseGet(Api::nowhere) : Answer.wrongMethod("GET");
    }

    private static Answer stopped(Calls.Found.Here here) {
        boolean did = here.running().isPresent() && here.running().get().stopRecording();
        return did ? Answer.nothing() : Answer.problem(409, "no recording plays in this call");
    }

    private Answer play(Calls.Found.Here here, Request request) throws IOException {
        var body = Content.Source.asInputStream(request);
        long limit = settings.limits().uploadBytes();
        var refusal = refusal(here, request, limit);
        var bytes = refusal.isPresent() ? new byte[0] : body.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8L));
        if (refusal.isEmpty() && bytes.length <= limit) return play(here.running().orElseThrow(), name(request), bytes);
        // A browser that is still sending when the connection closes shows no answer: some more is heard out.
        for (long left = MOST_HEARD_OUT * limit; left > 0; ) {
            long step = body.skip(left);
            if (step == 0 && body.read() < 0) break;
            left -= Math.max(1, step);
        }
        return refusal.orElseGet(() -> tooLarge(limit));
    }

    /** What is wrong with a recording before any of it is read. */
    private static Optional<Answer> refusal(Calls.Found.Here here, Request request, long limit) {
        if (here.running().isEmpty()) {
            return Optional.of(Answer.problem(409, "the call " + here.kept().call() + " does not run: call again, then play the recording"));
        }
        if (!type(request).matches("audio/(x-|vnd\\.)?wave?")) return Optional.of(Answer.problem(415, "a recording is a WAV file: convert it, for instance with ffmpeg"));
        return request.getLength() > limit ? Optional.of(tooLarge(limit)) : Optional.empty();
    }

    private static Answer tooLarge(long limit) {
        return Answer.problem(413, "the recording is larger than " + (limit >> 20) + " MiB: cut it, or save it as 16-bit mono");
    }

    private static String name(Request request) {
        var given = Optional.ofNullable(request.getHeaders().get("X-File-Name")).map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8));
        return given.map(name -> name.replaceAll("\\p{Cntrl}", " ").strip()).filter(name -> !name.isEmpty() && name.length() <= 200).orElse("the recording");
    }

    private static Answer play(CallVisitor call, String name, byte[] bytes) {
        Pcm audio;
        try {
            audio = Resampler.resample(WavFile.read(bytes, name), Pcm.RATE);
        } catch (BadAudio e) {
            return Answer.problem(422, e.getMessage());
        }
        if (Utterances.find(audio).isEmpty()) return Answer.problem(422, "no speech found in " + name + ": choose a recording in which somebody speaks");
        if (!call.play(name, audio)) return Answer.problem(409, "a recording plays already, or the line is not up: stop it, or wait a moment");
        return Answer.json(202, JsonNodeFactory.instance.objectNode().put("length_ms", audio.duration().toMillis()));
    }
}
