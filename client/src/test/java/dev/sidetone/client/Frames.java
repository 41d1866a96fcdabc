package dev.sidetone.client;

import java.util.Base64;

/** Server frames as tests write them. */
final class Frames {

    private Frames() {}

    private static final String SESSION = """
            {"type":"realtime","object":"realtime.session","id":"sess_1","model":"gpt-realtime","output_modalities":["audio"],\
            "audio":{"input":{"format":{"type":"audio/pcm","rate":24000},"transcription":{"model":"whisper-1"},\
            "turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200,"create_response":true,"interrupt_response":true}},\
            "output":{"format":{"type":"audio/pcm","rate":24000},"voice":"alloy"}}}""";

    static String sessionCreated() {
        return "{\"type\":\"session.created\",\"event_id\":\"e\",\"session\":" + SESSION + "}";
    }

    static String sessionUpdated() {
        return "{\"type\":\"session.updated\",\"event_id\":\"e\",\"session\":" + SESSION + "}";
    }

    static String started(String item, long ms) {
        return "{\"type\":\"input_audio_buffer.speech_started\",\"event_id\":\"e\",\"audio_start_ms\":" + ms + ",\"item_id\":\"" + item + "\"}";
    }

    static String stopped(String item, long ms) {
        return "{\"type\":\"input_audio_buffer.speech_stopped\",\"event_id\":\"e\",\"audio_end_ms\":" + ms + ",\"item_id\":\"" + item + "\"}";
    }

    static String committed(String item) {
        return "{\"type\":\"input_audio_buffer.committed\",\"event_id\":\"e\",\"previous_item_id\":null,\"item_id\":\"" + item + "\"}";
    }

    static String added(String item) {
        return """
                {"type":"conversation.item.added","event_id":"e","previous_item_id":null,"item":{"id":"%s","type":"message","status":"completed",\
                "role":"user","content":[{"type":"input_audio","transcript":null}]}}""".formatted(item);
    }

    static String asr(String item, String text) {
        return """
                {"type":"conversation.item.input_audio_transcription.completed","event_id":"e","item_id":"%s","content_index":0,\
                "transcript":"%s","usage":{"type":"duration","seconds":2}}""".formatted(item, text);
    }

    static String reply(String kind, String id, String status, String text) {
        return response(kind, id, status, text, "\"conv_1\"", "null");
    }

    /** An answer out of band, with the marks of its request. */
    static String beside(String kind, String id, String status, String text, String metadata) {
        return response(kind, id, status, text, "null", metadata);
    }

    private static String response(String kind, String id, String status, String text, String conversation, String metadata) {
        var output = kind.equals("created") ? "" : """
                {"id":"o_%s","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"%s"}]}""".formatted(id, text);
        var usage = kind.equals("created") ? "null" : """
                {"total_tokens":20,"input_tokens":15,"output_tokens":5,"input_token_details":{"text_tokens":15,"audio_tokens":0,"image_tokens":0,\
                "cached_tokens":0,"cached_tokens_details":{"text_tokens":0,"audio_tokens":0,"image_tokens":0}},\
                "output_token_details":{"text_tokens":5,"audio_tokens":0}}""";
        return """
                {"type":"response.%s","event_id":"e","response":{"object":"realtime.response","id":"%s","status":"%s","status_details":null,\
                "output":[%s],"conversation_id":%s,"output_modalities":["audio"],"max_output_tokens":"inf","usage":%s,"metadata":%s}}"""
                .formatted(kind, id, status, output, conversation, usage, metadata);
    }

    /** The item that a response speaks. */
    static String itemOf(String response) {
        return "a-" + response;
    }

    static String audio(String response, byte[] pcm) {
        return """
                {"type":"response.output_audio.delta","event_id":"e","response_id":"%s","item_id":"%s","output_index":0,"content_index":0,"delta":"%s"}"""
                .formatted(response, itemOf(response), Base64.getEncoder().encodeToString(pcm));
    }

    static String error(String code, String message, String eventId) {
        return """
                {"type":"error","event_id":"e","error":{"type":"invalid_request_error","code":"%s","message":"%s","param":null,"event_id":%s}}"""
                .formatted(code, message, eventId == null ? "null" : "\"" + eventId + "\"");
    }
}
