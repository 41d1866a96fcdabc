package dev.sidetone.openai;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.server.RealtimeServer;
import java.util.Map;

/** The official SDK, pointed at a server of ours, and what a program does with it. */
final class Sdk {

    private Sdk() {}

    static ClientOptions options(RealtimeServer server) {
        return options(server.uri().toString().replaceFirst("^ws", "http").replaceFirst("/realtime$", ""));
    }

    static ClientOptions options(String base) {
        return ClientOptions.builder().httpClient(OkHttpClient.builder().build()).baseUrl(base).apiKey("any").build();
    }

    static RealtimeConnection connect(RealtimeServer server) {
        return RealtimeConnection.connect(options(server), model().build());
    }

    /** One that comes back by itself, at once. */
    static RealtimeConnection connectForGood(RealtimeServer server) {
        return RealtimeConnection.connect(options(server), model().reconnect(true).reconnectDelayMillis(0).build());
    }

    private static RealtimeWebSocketOptions.Builder model() {
        return RealtimeWebSocketOptions.builder().model("gpt-realtime");
    }

    static RealtimeClientEvent event(String json) {
        return EventText.clientEvent(json);
    }

    static String type(RealtimeServerEvent event) {
        return EventText.type(EventText.fields(event));
    }

    static RealtimeServerEvent received(String json) {
        try {
            return ObjectMappers.jsonMapper().readValue(json, RealtimeServerEvent.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, JsonValue> fields(String json) {
        return EventText.fields(received(json));
    }
}
