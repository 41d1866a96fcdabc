"""The official SDK for Python holds the recorded call, and prints what its own API reported as one line of JSON."""

import asyncio
import base64
import json
import os
import ssl
import sys
import wave

from openai import AsyncOpenAI
from openai.types.realtime import RealtimeServerEvent
from pydantic import TypeAdapter, ValidationError

BYTES_PER_MS = 48
SILENCE_MS = 700
EVENTS = TypeAdapter(RealtimeServerEvent)

url, wav, reference = sys.argv[1:4]
with open(reference, encoding="utf-8") as file:
    turns = json.load(file)["turns"]
with wave.open(wav) as file:
    recording = file.readframes(file.getnframes())


def pieces(n):
    """The n-th turn with the silence around it, in pieces of 100 ms."""
    start = max(0, turns[n]["start_ms"] - 400) * BYTES_PER_MS
    end = min(len(recording), (turns[n]["end_ms"] + SILENCE_MS + 300) * BYTES_PER_MS)
    step = 100 * BYTES_PER_MS
    for at in range(start, end, step):
        yield base64.b64encode(recording[at:min(end, at + step)]).decode()


async def call():
    facts = {"heard": [], "said": [], "tools": [], "responses": [], "errors": [], "invalid": [], "audioMs": 0}
    client = AsyncOpenAI(api_key="any", base_url=url.replace("ws", "http", 1).removesuffix("/realtime"))
    options = {"ssl": ssl.create_default_context(cafile=os.environ["CERTIFICATE"])} if url.startswith("wss") else {}
    async with client.realtime.connect(model="gpt-realtime", websocket_connection_options=options) as connection:

        async def until(wanted):
            while True:
                event = await connection.recv()
                # The SDK itself lets everything pass.
                try:
                    EVENTS.validate_python(event.to_dict())
                except ValidationError as error:
                    facts["invalid"].append(f"{event.type}: {error}")
                if event.type == "conversation.item.input_audio_transcription.completed":
                    facts["heard"].append(event.transcript)
                elif event.type == "response.output_audio_transcript.done":
                    facts["said"].append(event.transcript)
                elif event.type == "response.output_audio.delta":
                    facts["audioMs"] += len(base64.b64decode(event.delta)) // BYTES_PER_MS
                elif event.type == "response.done":
                    reason = event.response.status_details.reason if event.response.status_details else None
                    facts["responses"].append(f"{event.response.status} {reason or ''}".strip())
                elif event.type == "error":
                    facts["errors"].append(event.error.message)
                if event.type == wanted:
                    return event

        async def say(n):
            for piece in pieces(n):
                await connection.input_audio_buffer.append(audio=piece)

        facts["model"] = (await until("session.created")).session.model
        await connection.session.update(session={
            "type": "realtime",
            "instructions": "You take claims.",
            "tools": [{"type": "function", "name": "look_up_policy", "description": "Finds a policy.",
                       "parameters": {"type": "object", "properties": {"name": {"type": "string"}}}}],
            "audio": {"input": {"transcription": {"model": "gpt-4o-mini-transcribe"},
                                "turn_detection": {"type": "server_vad", "silence_duration_ms": SILENCE_MS}}},
        })
        await until("session.updated")
        await connection.conversation.item.create(
            item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Greet the caller."}]})
        await connection.response.create()
        await until("response.done")
        await say(0)
        await until("response.done")
        await say(1)
        asked = (await until("response.done")).response.output[0]
        facts["tools"].append({"name": asked.name, "arguments": json.loads(asked.arguments)})
        await connection.conversation.item.create(item={"type": "function_call_output", "call_id": asked.call_id, "output": "{}"})
        await connection.response.create()
        await until("response.done")

        # The caller interrupts the reply to the third turn; what was not played is cut off.
        await say(2)
        playing = (await until("response.output_audio.delta")).item_id
        await say(3)
        await until("response.done")
        await connection.conversation.item.truncate(item_id=playing, content_index=0, audio_end_ms=300)
        await connection.conversation.item.retrieve(item_id=playing)
        kept = (await until("conversation.item.retrieved")).item.content[0].audio
        facts["keptMs"] = len(base64.b64decode(kept)) // BYTES_PER_MS
        while len(facts["responses"]) < 6:
            await until("response.done")
        for n in range(4, len(turns)):
            await say(n)
            await until("response.done")
        while len(facts["heard"]) < len(turns):
            await until("conversation.item.input_audio_transcription.completed")
    return facts


print(json.dumps(asyncio.run(asyncio.wait_for(call(), int(os.environ["CALL_LIMIT_MS"]) / 1000))))
