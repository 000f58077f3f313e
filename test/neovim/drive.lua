-- Does what a person does in Neovim, and writes what came of it to the file that TENON_RESULT names.
local result = {}
local LIMIT = 60000

local function wait(what, is_so)
  if not vim.wait(LIMIT, is_so, 20) then error('waited for ' .. what) end
end

local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') end

local function put_cursor_on(piece, into)
  local from = text():find(piece, 1, true)
  if not from then error('there is no ' .. piece) end
  local before = text():sub(1, from - 1 + (into or 0))
  local _, line = before:gsub('\n', '')
  vim.api.nvim_win_set_cursor(0, { line + 1, #before:match('[^\n]*$') })
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params or vim.lsp.util.make_position_params(), LIMIT)
  for _, answer in pairs(answers or {}) do
    if answer.err then error(vim.inspect(answer.err)) end
    return answer.result
  end
  error('no answer to ' .. method)
end

local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n'), window
    end
  end
end

local function drive()
  vim.cmd('edit shop/view.tenon')
  result.filetype = vim.bo.filetype
  wait('findings', function() return #vim.diagnostic.get(0) > 0 end)
  local finding = vim.diagnostic.get(0)[1]
  result.finding = { code = finding.code, message = finding.message, line = finding.lnum }

  put_cursor_on('amont')
  local list = request('textDocument/completion')
  result.completion = vim.tbl_map(function(item) return item.label end, list.items or list)

  -- The mistake is mended, and the finding goes.
  vim.cmd([[%s/amont/amount/]])
  wait('no findings', function() return #vim.diagnostic.get(0) == 0 end)

  put_cursor_on('from swipes', 5)
  vim.lsp.buf.hover()
  wait('the hover', function() return floating_text() ~= nil end)
  local shown, window = floating_text()
  result.hover = shown
  vim.api.nvim_win_close(window, true)

  put_cursor_on('(amount)', 1)
  vim.lsp.buf.rename('paid')
  wait('the new name', function() return text():find('sum(paid)', 1, true) ~= nil end)

  -- Neovim tells of edits in other buffers a moment later.
  put_cursor_on('(paid)', 1)
  wait('the new name in the other file', function()
    local found = request('textDocument/definition')
    return found ~= nil and #found > 0
  end)
  vim.lsp.buf.definition()
  wait('the definition', function() return vim.fn.expand('%:t') == 'data.tenon' end)
  result.definition = { line = vim.api.nvim_get_current_line() }
  vim.cmd('buffer view.tenon')

  vim.cmd([[%s/ttl: 30d/ttl:30d/]])
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = LIMIT })
  else
    vim.lsp.buf.formatting_sync(nil, LIMIT)
  end
  result.formatted = text()

  -- All edits were taken over: the server has nothing to say about them.
  vim.cmd('wall')
  result.symbols = vim.tbl_map(
    function(symbol) return symbol.name end,
    request('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() })
  )
  result.findings = #vim.diagnostic.get(0)

  -- The project file counts when it is saved, without anybody watching files.
  vim.cmd('edit tenon.json')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '{ "language": 1, "environment": "nowhere" }' })
  vim.cmd('write')
  wait('a finding in the project file', function() return #vim.diagnostic.get(0) > 0 end)
  result.settings = vim.diagnostic.get(0)[1].message
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '{ "language": 1 }' })
  vim.cmd('write')
  wait('no finding in the project file', function() return #vim.diagnostic.get(0) == 0 end)
end

local is_well, problem = pcall(drive)
if not is_well then result.problem = tostring(problem) end
local file = assert(io.open(vim.env.TENON_RESULT, 'w'))
file:write(vim.json and vim.json.encode(result) or vim.fn.json_encode(result))
file:close()
vim.cmd('qall!')
