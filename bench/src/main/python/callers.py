"""The compared callers on Python's websockets: asyncio, one loop, json."""
import asyncio
import base64
import json
import os
import sys

import websockets

URL, FILE, SESSIONS, FRAME_MS = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
CYCLE = open(FILE, "rb").read()
SIZE = FRAME_MS * 48
FRAMES = [CYCLE[at:at + SIZE] for at in range(0, len(CYCLE), SIZE)]
COMPRESSION = None if os.environ.get("COMPRESSION") == "off" else "deflate"
INSTRUCTIONS = "Write down word for word what the caller said in the last turn, and nothing else."
counts = {"audio_bytes": 0, "transcripts": 0}


async def receive(socket):
    async for message in socket:
        event = json.loads(message)
        kind = event["type"]
        if kind == "response.output_audio.delta":
            counts["audio_bytes"] += len(base64.b64decode(event["delta"]))
        elif kind == "conversation.item.added" and event["item"].get("role") == "user":
            item = event["item"]["id"]
            await socket.send(json.dumps({"type": "response.create", "response": {
                "conversation": "none", "output_modalities": ["text"], "metadata": {"transcript_of": item},
                "instructions": INSTRUCTIONS, "input": [{"type": "item_reference", "id": item}]}}))
        elif kind == "response.done" and "transcript_of" in (event["response"].get("metadata") or {}):
            counts["transcripts"] += 1


async def speak(socket, number):
    loop = asyncio.get_running_loop()
    start = loop.time() + 10 * (number * 0.6180339887498949 % 1)
    sent = 0
    while True:
        await asyncio.sleep(start + sent * FRAME_MS / 1000 - loop.time())
        audio = base64.b64encode(FRAMES[sent % len(FRAMES)]).decode("ascii")
        await socket.send(json.dumps({"type": "input_audio_buffer.append", "audio": audio}))
        sent += 1


async def main():
    loop = asyncio.get_running_loop()
    tasks = []

    def order():
        return loop.run_in_executor(None, sys.stdin.readline)

    print("ready", flush=True)
    await order()
    sockets = []
    for number in range(1, SESSIONS + 1):
        socket = await websockets.connect(f"{URL}?model=load-{number}", compression=COMPRESSION, max_size=None)
        await socket.send(json.dumps({"type": "session.update", "session": {"type": "realtime", "audio": {
            "input": {"turn_detection": {"type": "server_vad", "silence_duration_ms": 500}}}}}))
        tasks.append(asyncio.create_task(receive(socket)))
        sockets.append(socket)
    print("connected", flush=True)
    await order()
    for number, socket in enumerate(sockets, 1):
        tasks.append(asyncio.create_task(speak(socket, number)))
    await order()
    print(counts["audio_bytes"], counts["transcripts"], flush=True)


try:
    asyncio.run(asyncio.wait_for(main(), None))
finally:
    sys.stdout.flush()
