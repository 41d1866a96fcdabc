package dev.sidetone.conformance;

import dev.sidetone.audio.Pcm;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Client events as a well-meaning client would write them, each kind with each of its fields sooner or later; ' stands for ". */
final class ClientFrames {

    private static final String[] VOICE = {audio(false), audio(true)};

    /** One pixel. */
    private static final String PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final List<String> TRANSCRIBERS = List.of("whisper-1", "gpt-4o-transcribe", "gpt-realtime-whisper", "gpt-transcribe");

    private final Random random;
    private final boolean transcribing;
    private final String mark;

    /** @param mark stands in whatever has room for a text */
    ClientFrames(Random random, boolean transcribing, String mark) {
        this.random = random;
        this.transcribing = transcribing;
        this.mark = mark;
    }

    String request(String id) {
        var marked = "{'type':'response.create','response':{'metadata':{'id':'" + id + "'}";
        return marked + switch (random.nextInt(6)) {
            case 0 -> "}}";
            case 1 -> ",'conversation':'none','output_modalities':['text'],'tools':[],'instructions':'" + mark + "'}}";
            case 2 -> ",'conversation':'none','input':[{'type':'item_reference','id':'" + item() + "'}]}}";
            case 3 -> ",'conversation':'none','input':[" + newItem() + "," + newItem() + "]}}";
            case 4 -> ",'conversation':'auto','tools':[" + TOOL + "],'tool_choice':" + toolChoice()
                    + ",'audio':{'output':{'format':{'type':'audio/pcmu'},'voice':'alloy'}},'prompt':{'id':'p'}}}";
            default -> ",'output_modalities':['text'],'max_output_tokens':" + (1 + random.nextInt(20)) + "}}";
        };
    }

    private static final String TOOL = "{'type':'function','name':'echo','description':'d','parameters':{'type':'object','properties':{}}}";

    private String toolChoice() {
        return one("'auto'", "'none'", "'required'", "{'type':'function','name':'echo'}");
    }

    String event() {
        return switch (random.nextInt(14)) {
            case 0, 1 -> "{'type':'session.update','session':{'type':'" + kind() + "'" + settings() + "}}";
            case 2, 3, 4 -> "{'type':'input_audio_buffer.append','audio':'" + VOICE[random.nextInt(2)] + "'}";
            case 5 -> "{'type':'input_audio_buffer.commit'}";
            case 6 -> "{'type':'input_audio_buffer.clear'}";
            case 7, 8, 9 -> "{'type':'conversation.item.create','previous_item_id':" + one("'root'", "''", "null", "'" + item() + "'") + ",'item':" + newItem() + "}";
            case 10 -> "{'type':'conversation.item.retrieve','item_id':'" + item() + "'}";
            case 11 -> "{'type':'conversation.item.delete','item_id':'" + item() + "'}";
            case 12 -> "{'type':'conversation.item.truncate','item_id':'" + item() + "','content_index':0,'audio_end_ms':10}";
            default -> one("{'type':'response.cancel'}", "{'type':'response.cancel','response_id':'resp_1'}", "{'type':'output_audio_buffer.clear'}",
                    "{'type':'session.close'}", "{'type':'conversation.item.created'}");
        };
    }

    /** Now and then that of the other kind of session. */
    private String kind() {
        return transcribing == random.nextInt(10) > 0 ? "transcription" : "realtime";
    }

    private String settings() {
        List<Supplier<String>> input = List.of(
                () -> ",'audio':{'input':{'transcription':{'model':'" + TRANSCRIBERS.get(random.nextInt(4)) + "'}}},'include':['item.input_audio_transcription.logprobs']",
                () -> ",'audio':{'input':{'transcription':" + one("null", "{'model':'x','language':'en','prompt':'p','languages':['en'],'keywords':['k'],'delay':'low'}") + "}}",
                () -> ",'audio':{'input':{'turn_detection':null}}",
                () -> ",'audio':{'input':{'turn_detection':{'type':'server_vad','threshold':0.5,'prefix_padding_ms':300,'silence_duration_ms':200}}}",
                () -> ",'audio':{'input':{'noise_reduction':{'type':'near_field'},'format':{'type':'" + one("audio/pcmu", "audio/pcma", "audio/pcm','rate':24000,'type':'audio/pcm") + "'}}}");
        List<Supplier<String>> talk = List.of(
                () -> ",'instructions':'" + mark + "','tools':[" + TOOL + "],'tool_choice':" + toolChoice(),
                () -> ",'output_modalities':['" + one("text", "audio") + "'],'max_output_tokens':" + one("'inf'", "40"),
                () -> ",'audio':{'output':{'format':{'type':'audio/pcm','rate':24000},'voice':'" + one("cedar", "marin") + "','speed':1.25}}",
                () -> ",'truncation':" + one("'auto'", "'disabled'", "{'type':'retention_ratio','retention_ratio':0.5,'token_limits':{'post_instructions':900}}"),
                () -> ",'tracing':" + one("null", "'auto'", "{'workflow_name':'w','group_id':'g','metadata':{}}") + ",'prompt':{'id':'p','version':'1','variables':{}}",
                () -> ",'reasoning':{'effort':'low'},'parallel_tool_calls':true",
                () -> ",'audio':{'input':{'turn_detection':{'type':'semantic_vad','eagerness':'high','create_response':true,'interrupt_response':false}}}",
                () -> ",'audio':{'input':{'turn_detection':{'type':'server_vad','idle_timeout_ms':5000,'create_response':true,'interrupt_response':true}}}");
        var all = random.nextBoolean() || transcribing ? input : talk;
        return all.get(random.nextInt(all.size())).get();
    }

    private String newItem() {
        var id = "{'id':'" + item() + "','type':'";
        return id + switch (random.nextInt(7)) {
            case 0 -> "message','role':'user','content':[{'type':'input_text','text':'" + mark + "'}]}";
            case 1 -> "message','role':'system','status':'completed','content':[{'type':'input_text','text':'" + mark + "'}]}";
            case 2 -> "message','role':'assistant','phase':'final_answer','content':[{'type':'output_text','text':'" + mark + "'}]}";
            case 3 -> "message','role':'user','content':[{'type':'input_audio','audio':'" + VOICE[1] + "','transcript':'" + mark + "'}]}";
            case 4 -> "message','role':'user','content':[{'type':'input_image','image_url':'" + PICTURE + "','detail':'" + one("auto", "low", "high") + "'}]}";
            case 5 -> "function_call','name':'echo','call_id':'call_1','arguments':'{}'}";
            default -> "function_call_output','call_id':'call_1','output':'" + mark + "'}";
        };
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
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
}
