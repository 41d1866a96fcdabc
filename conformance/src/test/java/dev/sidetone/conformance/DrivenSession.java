package dev.sidetone.conformance;

import static dev.sidetone.server.ScriptedModel.calls;
import static dev.sidetone.server.ScriptedModel.fails;
import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.Gate;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.SpeechModel;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One conversation with the server, from its greeting to its end, that brings out some of its events. */
record DrivenSession(String name, ServerSettings settings, SpeechModel model, Consumer<RawClient> conversation) {

    private static final RecordedCall CALL = RecordedCall.find();
    private static final String TEXT_ITEM = "{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_text','text':'Hello.'}]}}";
    private static final String WRITTEN = "{'type':'response.create','response':{'output_modalities':['text']}}";
    private static final String SPOKEN = "{'type':'response.create'}";

    /** Every frame the server said. */
    List<String> frames() {
        try (var server = RealtimeServer.start(settings, model);
                var client = new RawClient(URI.create(server.uri() + "?model=gpt-realtime"))) {
            conversation.accept(client);
            return client.frames();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    static List<DrivenSession> all() {
        return List.of(textTurn(), spokenTurns(), toolRound(), outOfBand(), manualCommit(), history(), cancelled(), interrupted(),
                configured(), errors(), failedTranscript(), failedAndCutShort(), turnedAway());
    }

    private static DrivenSession session(String name, ScriptedModel.Script script, Consumer<RawClient> conversation) {
        return new DrivenSession(name, ServerSettings.DEFAULT, script.build(), conversation);
    }

    private static ScriptedModel.Script script() {
        return ScriptedModel.script();
    }

    private static void update(RawClient client, String session) {
        client.send("{'type':'session.update','session':" + session + "}").await("session.updated");
    }

    private static void hearCaller(RawClient client, String transcriptionModel) {
        update(client, "{'type':'realtime','audio':{'input':{'transcription':{'model':'" + transcriptionModel
                + "'},'turn_detection':{'type':'server_vad','silence_duration_ms':" + RecordedCall.SILENCE.toMillis() + "}}}}");
    }

    private static DrivenSession textTurn() {
        return session("a text turn", script().replies(says("Hello, how can I help?")).replies(says("It is raining.")), client -> {
            client.send(TEXT_ITEM).await("conversation.item.done");
            client.send(WRITTEN).awaitResponse();
            client.send("{'type':'response.create','response':{'metadata':{'topic':'weather'},'instructions':'Be brief.','max_output_tokens':100}}")
                    .awaitResponse();
        });
    }

    private static DrivenSession spokenTurns() {
        return session("turns found by voice activity", script().hears("hello i would like to report a car accident").replies(says("I am sorry."))
                .hears("yes that is correct").replies(says("Good.")), client -> {
            hearCaller(client, "gpt-realtime-whisper");
            client.append(CALL.turn(0)).awaitResponse();
            hearCaller(client, "gpt-4o-mini-transcribe");
            client.append(CALL.turn(3)).awaitResponse();
        });
    }

    private static DrivenSession toolRound() {
        var script = script().replies(inTurn(says("One moment."), calls("look_up_policy", "{\"name\":\"Virtanen\"}"))).replies(says("Found it."));
        return session("a function call and its output", script, client -> {
            update(client, "{'type':'realtime','tools':[{'type':'function','name':'look_up_policy','description':'Finds a policy.',"
                    + "'parameters':{'type':'object','properties':{'name':{'type':'string'}}}}],'tool_choice':'auto'}");
            var callId = client.send(SPOKEN).awaitResponse().at("/output/1/call_id").asString();
            client.send("{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'" + callId + "','output':'{}'}}")
                    .await("conversation.item.done");
            client.send(SPOKEN).awaitResponse();
        });
    }

    private static DrivenSession outOfBand() {
        var gate = new Gate();
        var script = script().hears("yes that is correct").replies(inTurn(says("Let me see. "), waits(gate), says("Good."))).answers(says("Aside, spoken."));
        return session("requests out of band beside a reply", script, client -> {
            hearCaller(client, "gpt-4o-mini-transcribe");
            var item = client.append(CALL.turn(3)).await("input_audio_buffer.committed").get("item_id").asString();
            client.await("response.output_audio.delta");
            var input = ",'input':[{'type':'item_reference','id':'" + item + "'},{'type':'message','role':'user','content':[{'type':'input_text','text':'?'}]}]}}";
            client.send("{'type':'response.create','response':{'conversation':'none','metadata':{'for':'" + item + "'}" + input).awaitResponse();
            client.send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text']" + input).awaitResponse();
            gate.open();
            client.awaitResponse();
        });
    }

    private static DrivenSession manualCommit() {
        return session("a turn committed by the client", script().hears("yes that is correct").replies(says("Good.")), client -> {
            update(client, "{'type':'realtime','audio':{'input':{'turn_detection':null,'transcription':{'model':'whisper-1','language':'en'}}}}");
            client.append(CALL.turn(3)).send("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");
            client.append(CALL.turn(3)).send("{'type':'input_audio_buffer.commit'}").await("conversation.item.input_audio_transcription.completed");
            client.send(SPOKEN).awaitResponse();
        });
    }

    private static DrivenSession history() {
        return session("history retrieved, cut and deleted", script().replies(says("This sentence is played only in part.")).hears("yes"), client -> {
            var audio = Base64.getEncoder().encodeToString(Pcm.silence(Duration.ofMillis(200)).bytes());
            client.send("{'type':'conversation.item.create','item':{'id':'seeded','type':'message','role':'user','content':"
                    + "[{'type':'input_audio','audio':'" + audio + "','transcript':'yes'}]}}").await("conversation.item.done");
            client.send("{'type':'conversation.item.create','previous_item_id':'root','item':{'type':'message','role':'system','content':"
                    + "[{'type':'input_text','text':'Be kind.'}]}}").await("conversation.item.done");
            client.send("{'type':'conversation.item.create','previous_item_id':'seeded','item':{'type':'message','role':'assistant','content':"
                    + "[{'type':'output_text','text':'Yes?'}]}}").await("conversation.item.done");
            var reply = client.send(SPOKEN).awaitResponse().at("/output/0/id").asString();
            for (var id : List.of("seeded", reply)) retrieve(client, id);
            client.send("{'type':'conversation.item.truncate','item_id':'" + reply + "','content_index':0,'audio_end_ms':300}").await("conversation.item.truncated");
            retrieve(client, reply);
            client.send("{'type':'conversation.item.delete','item_id':'seeded'}").await("conversation.item.deleted");
        });
    }

    private static void retrieve(RawClient client, String itemId) {
        client.send("{'type':'conversation.item.retrieve','item_id':'" + itemId + "'}").await("conversation.item.retrieved");
    }

    private static DrivenSession cancelled() {
        var script = script().replies(inTurn(says("This will "), waits(new Gate()), says("never end."))).replies(inTurn(waits(new Gate())));
        return session("replies cancelled with and without output", script, client -> {
            client.send(SPOKEN).await("response.output_audio.delta");
            client.send("{'type':'response.cancel'}").awaitResponse();
            var id = client.send(WRITTEN).await("response.created").at("/response/id").asString();
            client.send("{'type':'response.cancel','response_id':'" + id + "'}").awaitResponse();
        });
    }

    private static DrivenSession interrupted() {
        var script = script().replies(inTurn(says("Your policy number "), waits(new Gate()))).replies(says("Good."));
        return session("a reply interrupted by the caller", script, client -> {
            hearCaller(client, "gpt-4o-transcribe");
            client.append(CALL.turn(2)).await("response.output_audio.delta");
            client.append(CALL.turn(3)).awaitResponse();
            client.awaitResponse();
        });
    }

    private static DrivenSession configured() {
        return session("settings of every kind", script().replies(says("Hello.")), client -> {
            update(client, "{'type':'realtime','instructions':'Be brief.','max_output_tokens':'inf','truncation':{'type':'retention_ratio','retention_ratio':0.5},"
                    + "'include':['item.input_audio_transcription.logprobs'],'tracing':'auto'}");
            update(client, "{'type':'realtime','truncation':'disabled','output_modalities':['text'],'max_output_tokens':50,"
                    + "'tool_choice':{'type':'function','name':'f'},'tools':[{'type':'function','name':'f'}]}");
            update(client, "{'type':'realtime','output_modalities':['audio'],'tool_choice':'auto','audio':{'input':{'format':{'type':'audio/pcmu'},"
                    + "'noise_reduction':{'type':'near_field'},'turn_detection':{'type':'semantic_vad','eagerness':'high'}},"
                    + "'output':{'format':{'type':'audio/pcma'},'voice':'marin','speed':1.25}}}");
            client.send(SPOKEN).awaitResponse();
        });
    }

    private static DrivenSession errors() {
        return session("errors", script().replies(inTurn(says("Busy "), waits(new Gate()))), client -> {
            client.sendAsIs("not json").await("error");
            for (var frame : List.of("{'type':'nope','event_id':'mine'}", "{'type':'input_audio_buffer.append'}", "{'type':'input_audio_buffer.commit'}",
                    "{'type':'session.update','session':{'type':'realtime','bogus':1}}", "{'type':'response.cancel'}",
                    "{'type':'conversation.item.retrieve','item_id':'x'}", "{'type':'conversation.item.delete','item_id':'x'}",
                    "{'type':'conversation.item.truncate','item_id':'x','content_index':0,'audio_end_ms':1}",
                    "{'type':'response.create','response':{'conversation':'none','input':[{'type':'item_reference','id':'x'}]}}")) {
                client.send(frame).await("error");
            }
            client.send(SPOKEN).await("response.output_audio.delta");
            client.send(SPOKEN).await("error");
            client.send("{'type':'response.cancel'}").awaitResponse();
        });
    }

    private static DrivenSession failedTranscript() {
        var error = new ErrorDetails("transcription_error", Optional.of("audio_unintelligible"), "The audio could not be transcribed.",
                Optional.empty(), Optional.empty());
        var settings = ServerSettings.DEFAULT.withFaults(Faults.none().always(new Fault.FailedTranscript(error)));
        return new DrivenSession("a transcript that fails", settings, script().build(), client -> {
            update(client, "{'type':'realtime','audio':{'input':{'transcription':{'model':'gpt-4o-transcribe'},"
                    + "'turn_detection':{'type':'server_vad','silence_duration_ms':500,'create_response':false}}}}");
            client.append(CALL.turn(3)).await("conversation.item.input_audio_transcription.failed");
        });
    }

    private static DrivenSession failedAndCutShort() {
        var script = script().replies(fails("rate_limit_exceeded", "Too many requests.")).replies(inTurn(says("It breaks "), fails("server_error", "No more.")))
                .replies(says("This reply has far more words than it may have.")).answers(fails("server_error", "Not today."));
        return session("replies that fail or are cut short", script, client -> {
            client.send(SPOKEN).awaitResponse();
            client.send(SPOKEN).awaitResponse();
            client.send("{'type':'response.create','response':{'output_modalities':['text'],'max_output_tokens':3}}").awaitResponse();
            client.send("{'type':'response.create','response':{'conversation':'none'}}").awaitResponse();
        });
    }

    private static DrivenSession turnedAway() {
        var strict = ServerSettings.DEFAULT.withAccess(new ServerSettings.Access.Strict(Set.of("another-key"), Set.of()));
        return new DrivenSession("a client turned away", strict, script().build(), client -> client.await("error"));
    }
}
