package dev.sidetone.conformance;

import static dev.sidetone.server.ScriptedModel.calls;
import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;

import dev.sidetone.server.Gate;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.ServerSettings.Tls;
import dev.sidetone.turn.CallReference.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The recorded call as clients of others hold it: a greeting, nine spoken turns, a function call after the second, an
 * interruption of the reply to the third.
 */
final class ClaimsScript {

    static final List<String> HEARD = RecordedCall.find().turns().stream().map(Utterance::reference).toList();

    static final String CUT_OFF = "Your policy number is ";

    /** From the fifth turn on. */
    static final List<String> LATER = List.of("And then?", "When was it?", "Is anyone hurt?", "I see.", "Goodbye.");

    private ClaimsScript() {}

    /** With TLS and without. */
    static RealtimeServer server() {
        var script = ScriptedModel.script();
        HEARD.forEach(script::hears);
        script.replies(says("Hello.")).replies(says("I am sorry.")).replies(calls("look_up_policy", "{\"name\":\"Virtanen\"}")).replies(says("Thank you."))
                .replies(inTurn(says(CUT_OFF), waits(new Gate()), says("never heard."))).replies(says("Good."));
        LATER.forEach(text -> script.replies(says(text)));
        return RealtimeServer.start(ServerSettings.DEFAULT.withTls(new Tls(0, Optional.empty())), script.build());
    }

    static List<String> said(String cutOff) {
        var said = new ArrayList<>(List.of("Hello.", "I am sorry.", "Thank you.", cutOff, "Good."));
        said.addAll(LATER);
        return said;
    }

    static List<String> statuses() {
        var statuses = new ArrayList<>(List.of("completed", "completed", "completed", "completed", "cancelled turn_detected", "completed"));
        LATER.forEach(text -> statuses.add("completed"));
        return statuses;
    }
}
