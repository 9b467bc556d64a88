-- Asks the questions of the file that QUESTIONS names, each once, in order (benchmarks/api_load.py).
local questions = {}
at, refused, unanswered = 0, 0, 0
for line in io.lines(os.getenv("QUESTIONS")) do questions[#questions + 1] = line end

request = function()
  at = at + 1
  return wrk.format("GET", "/api/ask?question=" .. questions[(at - 1) % #questions + 1])
end

response = function(status, headers, body)
  if status ~= 200 then refused = refused + 1 end
  if body:find('"answered": false', 1, true) then unanswered = unanswered + 1 end
end

local threads = {}
setup = function(thread) threads[#threads + 1] = thread end

done = function(summary, latency, requests)
  for _, name in ipairs({ "at", "refused", "unanswered" }) do
    local n = 0
    for _, thread in ipairs(threads) do n = n + (thread:get(name) or 0) end
    io.write(name == "at" and "asked" or name, ": ", n, "\n")
  end
  io.write(string.format("95%% within %.1f ms\n", latency:percentile(95) / 1000))
end
