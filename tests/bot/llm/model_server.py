"""A language model's server on 127.0.0.1 that replies as a test tells it to."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.act = None
        self.seen = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers["Authorization"], json.loads(body)))
        self.server.act(self)

    def do_GET(self):
        self.server.seen.append((self.path, None, None))
        self.send_error(404)

    def reply(self, data, status=200, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def says(content):
    text = content if isinstance(content, str) else json.dumps(content)
    return lambda h: h.reply(json.dumps({"choices": [{"message": {"content": text}}]}).encode())


def asked_in(seen):
    """What a request put before the model."""
    return json.loads(seen[2]["messages"][1]["content"])


def unless_of_cats(act):
    """A model that chooses nothing where the question is about something else."""

    def acts(handler):
        question = asked_in(handler.server.seen[-1])["question"]
        (says({"subjects": []}) if "cats" in question or "猫" in question else act)(handler)

    return acts


def after(wait_s, act):
    """A model that thinks before it replies."""

    def acts(handler):
        time.sleep(wait_s)
        act(handler)

    return acts


def drips(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass
