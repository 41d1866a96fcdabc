package dev.sidetone.console;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.console.ConsoleSettings.Door;
import dev.sidetone.console.ConsoleSettings.Limits;
import dev.sidetone.console.ConsoleSettings.Listen;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.protocol.Json;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.Witness;
import dev.sidetone.turn.ContextPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A console before a scripted server, and a browser's way of asking it. */
final class Stand implements AutoCloseable {

    static final String SECRET_KEY = "sk-the-key-that-no-page-may-see-4711";

    /** An answer by HTTP. */
    record Got(int status, byte[] bytes, HttpResponse<byte[]> whole) {
        String text() {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.parse(text()).node();
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    private final RealtimeServer server;
    private final ConsoleServer console;
    private final HttpClient browser = HttpClient.newHttpClient();

    private Stand(ScriptedModel.Script script, UnaryOperator<ServerSettings> serving, UnaryOperator<ConsoleSettings> changing, InstantSource clock) {
        this(RealtimeServer.start(serving.apply(ServerSettings.DEFAULT), script.build()), changing, clock);
    }

    private Stand(RealtimeServer server, UnaryOperator<ConsoleSettings> changing, InstantSource clock) {
        this.server = server;
        console = ConsoleServer.start(changing.apply(settings(server.uri())), clock);
    }

    /** @param witness sees what passes between the client and the server */
    static Stand watched(ScriptedModel.Script script, Witness witness) {
        return new Stand(RealtimeServer.start(ServerSettings.DEFAULT, script.build(), witness), console -> console, InstantSource.system());
    }

    /** Before a server that is closed with it. */
    static Stand before(RealtimeServer server, UnaryOperator<ConsoleSettings> changing) {
        return new Stand(server, changing, InstantSource.system());
    }

    static Stand halfDuplex(ScriptedModel.Script script) {
        return with(script, console -> {
            var agent = console.agent();
            var offer = new Agent.Offer(agent.offer().prompts(), agent.offer().context(), true, agent.offer().version());
            return new ConsoleSettings(console.listen(), console.door(), console.limits(), new Agent(agent.sidetone(), agent.place(), agent.bill(), offer));
        });
    }

    static Stand of(ScriptedModel.Script script) {
        return new Stand(script, server -> server, console -> console, InstantSource.system());
    }

    private static Stand with(ScriptedModel.Script script, UnaryOperator<ConsoleSettings> changing) {
        return new Stand(script, server -> server, changing, InstantSource.system());
    }

    static Stand serving(UnaryOperator<ServerSettings> serving) {
        return new Stand(script(), serving, console -> console, InstantSource.system());
    }

    static Stand with(UnaryOperator<ConsoleSettings> changing) {
        return with(changing, InstantSource.system());
    }

    static Stand with(UnaryOperator<ConsoleSettings> changing, InstantSource clock) {
        return new Stand(script(), server -> server, changing, clock);
    }

    static UnaryOperator<ConsoleSettings> limits(UnaryOperator<Limits> changing) {
        return settings -> settings.withLimits(changing.apply(settings.limits()));
    }

    static UnaryOperator<ConsoleSettings> locked(String token) {
        return settings -> settings.withDoor(new Door.Locked(Door.Kind.TOKEN, new dev.sidetone.client.Secret(token)));
    }

    /** Two turns of which the second is a policy number that both hear differently. */
    static ScriptedModel.Script script() {
        return ScriptedModel.script().hears("hello there").replies(ScriptedModel.says("Hello, what is your policy number?"))
                .hears("it is five six b five one two c zero").replies(ScriptedModel.says("Thank you."))
                .answers(ScriptedModel.says("Hello there.")).answers(ScriptedModel.says("It is 56B5-12C1."));
    }

    static ConsoleSettings settings(URI endpoint) {
        var sidetone = Sidetone.to(Endpoint.of(endpoint).withKey(new dev.sidetone.client.Secret(SECRET_KEY))).model("gpt-realtime").agent("Be brief.")
                .compareWith("gpt-4o-transcribe");
        var prompts = List.of(new Agent.Prompt("verbatim", "verbatim, shipped", Transcription.verbatim()),
                new Agent.Prompt("mine", "mine.md", Transcription.by("Write down what is said, in capitals.")));
        var agent = new Agent(sidetone, new Agent.Place("embedded", endpoint.getScheme() + "://" + endpoint.getAuthority() + endpoint.getPath(), true),
                new Agent.Bill(new Pricing.Models("gpt-realtime", Optional.of("gpt-4o-transcribe")), PriceBook.bundled()),
                new Agent.Offer(prompts, ContextPolicy.notes(), false, "test"));
        return new ConsoleSettings(new Listen("127.0.0.1", 0, Optional.empty(), Set.of()), new Door.Open(), Limits.DEFAULT, agent);
    }

    URI address() {
        return console.address();
    }

    ConsoleServer console() {
        return console;
    }

    RealtimeServer server() {
        return server;
    }

    Got get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    Got post(String path, String json, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Got upload(String call, String type, byte[] body) throws IOException, InterruptedException {
        return send(request("api/calls/" + call + "/recording").header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Got delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(address().resolve("/" + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Got send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = browser.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Got(answer.statusCode(), answer.body(), answer);
    }

    /** A request as it stands, for headers that HTTP clients set themselves. @return the answer's first lines */
    String raw(String request) throws IOException {
        try (var socket = new java.net.Socket("127.0.0.1", console.port())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            // Nothing more is asked on this connection: the console need not keep it.
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Waits until the server has so many sessions. */
    void awaitSessions(int wanted) {
        while (server.connections() != wanted) java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }

    /** Takes a ticket and opens its line. */
    Page call() throws IOException, InterruptedException {
        var given = post("api/calls", "{}").json();
        return Page.on(address(), given.path("call").stringValue(), given.path("ticket").stringValue());
    }

    @Override
    public void close() {
        console.close();
        server.close();
    }
}
