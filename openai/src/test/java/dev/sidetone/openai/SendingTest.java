package dev.sidetone.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.WebSocketWriteNotAttempted;
import com.openai.helpers.RealtimeConnection;
import com.openai.models.realtime.RealtimeClientEvent;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The SDK takes one event at a time; here many send. */
@Timeout(60)
class SendingTest {

    private static final int SENDERS = 4;
    private static final int EACH = 40;

    @Test
    void many_senders_by_way_of_the_lane_and_one_on_the_connection_itself_lose_nothing_and_keep_their_order() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, ScriptedModel.script().build());
                var sdk = Sdk.connect(server); var connection = OutOfBandLane.on(sdk, turn -> {})) {
            var senders = new ArrayList<Thread>();
            for (int s = 0; s < SENDERS; s++) senders.add(sender(s, connection::send));
            senders.add(sender(SENDERS, event -> direct(sdk, event)));
            for (var sender : senders) sender.join();

            var arrived = new ArrayList<String>();
            while (arrived.size() < (SENDERS + 1) * EACH) {
                var event = connection.receive();
                if (event.isConversationItemAdded()) arrived.add(EventText.word(EventText.within(EventText.fields(event), "item"), "id"));
            }
            for (int s = 0; s <= SENDERS; s++) {
                var mine = "s" + s + "_";
                assertThat(arrived).filteredOn(id -> id.startsWith(mine)).isEqualTo(ids(s));
            }
        }
    }

    private static List<String> ids(int sender) {
        return IntStream.range(0, EACH).mapToObj(i -> "s" + sender + "_" + i).toList();
    }

    private static Thread sender(int number, Consumer<RealtimeClientEvent> way) {
        var events = ids(number).stream().map(id -> Sdk.event("""
                {"type":"conversation.item.create","item":{"id":"%s","type":"message","role":"user",
                 "content":[{"type":"input_text","text":"hello"}]}}""".formatted(id))).toList();
        return Thread.ofPlatform().start(() -> events.forEach(way));
    }

    /** As a program does that knows nothing of the lane. */
    private static void direct(RealtimeConnection sdk, RealtimeClientEvent event) {
        while (true) {
            try {
                sdk.send(event);
                return;
            } catch (WebSocketWriteNotAttempted.Busy busy) {
                LockSupport.parkNanos(100_000);
            }
        }
    }
}
