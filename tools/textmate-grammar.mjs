// Builds the TextMate grammar (colours before the language server has answered) from the words of the grammar.

const NAME = '[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*';
const ANY_NAME = `(?:${NAME}|\`[^\`]*\`)`;
/** Where a statement can begin: at the start of a line, after an opening brace, after a comma inside braces. */
const START = '(?:^\\s*|(?<=[{,])\\s*)';
const SIGN = '(?=[\\p{L}\\p{N}_"`\\[(])';
const UNIT = '(?:%|[A-Za-zµ]+(?:/[A-Za-zµ]+)?|/[A-Za-zµ]+)';
const NUMBER = '[0-9][0-9_]*(?:\\.[0-9][0-9_]*)?';
const TYPES =
  'u?int(?:8|16|32|64)?|b?float(?:16|32|64)?|bf16|bool|string|bytes|timestamp|date|time|duration|decimal|list|struct|enum|map|money|table|url|range|video';

const named = (scope) => ({ name: `${scope}.tenon` });
const captures = (...scopes) =>
  Object.fromEntries(scopes.map((scope, index) => [String(index + 1), named(scope)]));

/** @param {{ nouns: string[], clauses: string[] }} words */
export function textmateGrammar({ nouns, clauses }) {
  const longestFirst = (list) => [...list].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');
  const noun = longestFirst(nouns);
  const clause = longestFirst(clauses);
  const continuing = longestFirst(clauses.filter((word) => !['on', 'when', 'for'].includes(word)));
  const isClause = `(?:${clause})\\s+(?!(?:${clause}|in|and|or|then|else)\\b)${SIGN}`;
  const isVerb = `(?=\\s*(?:$|[{},]|//|/\\*)|\\s+(?:[\\p{L}\\p{N}_"\`]|\\[|\\())(?!\\s+(?:in|and|or)\\b)`;

  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'Tenon',
    scopeName: 'source.tenon',
    patterns: [{ include: '#comments' }, { include: '#statements' }, { include: '#expressions' }],
    repository: {
      comments: {
        patterns: [
          { ...named('comment.line.documentation'), match: '///.*$' },
          { ...named('comment.line.double-slash'), match: '//.*$' },
          { ...named('comment.block'), begin: '/\\*', end: '\\*/' },
        ],
      },
      statements: {
        patterns: [
          {
            begin: `^\\s*(import)\\s+(${ANY_NAME}(?:\\.${ANY_NAME})*)\\s*(\\.\\{)`,
            end: '\\}',
            beginCaptures: captures(
              'keyword.control.import',
              'entity.name.namespace',
              'punctuation.section.braces',
            ),
            endCaptures: { 0: named('punctuation.section.braces') },
            patterns: [
              { include: '#comments' },
              {
                match: `\\b(as)\\s+(${ANY_NAME})`,
                captures: captures('keyword.control.import', 'entity.name.type'),
              },
              { ...named('entity.name.type'), match: ANY_NAME },
            ],
          },
          {
            match: `^\\s*(package|import)\\s+(${ANY_NAME}(?:\\.${ANY_NAME})*)`,
            captures: captures('keyword.control.import', 'entity.name.namespace'),
          },
          {
            match: `${START}(${ANY_NAME})(?=\\s*(?::|=(?!=)))`,
            captures: captures('variable.other.property'),
          },
          {
            match: `${START}(step)\\s+(${ANY_NAME})(?:\\s*(=)\\s*(${NAME}))?(?![\\p{L}\\p{N}_])`,
            captures: captures('storage.type', 'entity.name.type', 'keyword.operator', 'keyword.other.verb'),
          },
          {
            match: `${START}(for)\\s+(each)\\s+(${ANY_NAME})\\s+(in)\\b`,
            captures: captures('keyword.control', 'keyword.control', 'variable.parameter', 'keyword.control'),
          },
          {
            match: `${START}(on)\\s+(${NAME})(?:\\s+(${NAME}))?`,
            captures: captures('keyword.control', 'constant.other.event', 'keyword.other.verb'),
          },
          {
            match: `${START}(when)\\s+(?=[\\p{L}\\p{N}_"\`\\[(])(?!(?:in|and|or)\\b)`,
            captures: captures('keyword.control'),
          },
          {
            match: `^\\s*(${continuing})\\s+(?!(?:in|and|or)\\b)${SIGN}`,
            captures: captures('keyword.other.clause'),
          },
          {
            match: `${START}(${noun})(?!\\s+${NAME}[.@])(?=\\s*\\{|\\s*$|\\s+[\\p{L}_"\`])(?!\\s+(?:in\\s+[\\p{L}\\p{N}_\\[(]|and|or)\\b)(?:\\s+(?!${isClause})(${ANY_NAME}))?`,
            captures: captures('storage.type', 'entity.name.type'),
          },
          {
            match: `${START}(?!(?:true|false|null|not|if|and|or|then|else)\\b)(${NAME})${isVerb}`,
            captures: captures('keyword.other.verb'),
          },
          {
            match: '(?<=\\})\\s*(else)(?:\\s+(when))?(?![\\p{L}\\p{N}_])',
            captures: captures('keyword.control', 'keyword.control'),
          },
          { match: `\\b(then)\\s+(${NAME})`, captures: captures('keyword.control', 'keyword.other.verb') },
        ],
      },
      expressions: {
        patterns: [
          { include: '#comments' },
          { include: '#strings' },
          {
            begin: '(?<![.@\\p{L}\\p{N}_])(if)(?![\\p{L}\\p{N}_])',
            end: '(?<![\\p{L}\\p{N}_])(then)(?![\\p{L}\\p{N}_])|$',
            beginCaptures: captures('keyword.control'),
            endCaptures: captures('keyword.control'),
            patterns: [{ include: '#expressions' }],
          },
          {
            match: `(?<![\\p{L}\\p{N}_])(${NUMBER})(?:\\s+(times)\\b|(${UNIT}))(?!(?<=[eE])[+\\-]?[0-9])`,
            captures: captures('constant.numeric', 'keyword.other.unit', 'keyword.other.unit'),
          },
          { ...named('constant.numeric'), match: `(?<![\\p{L}\\p{N}_])${NUMBER}(?:[eE][+\\-]?[0-9]+)?` },
          {
            match: `(@)(${ANY_NAME}|[0-9][0-9_.]*)`,
            captures: captures('keyword.operator', 'constant.other.version'),
          },
          {
            match: `(\\.)(${ANY_NAME})`,
            captures: captures('punctuation.accessor', 'variable.other.member'),
          },
          {
            ...named('constant.language'),
            match: '(?<![\\p{L}\\p{N}_])(?:true|false|null)(?![\\p{L}\\p{N}_])',
          },
          {
            ...named('keyword.operator.word'),
            match: '(?<![\\p{L}\\p{N}_])(?:and|or|not|in)(?=\\s|\\(|\\[)(?!\\s*[:=])',
          },
          { ...named('keyword.control'), match: '(?<![\\p{L}\\p{N}_])(?:then|else)(?![\\p{L}\\p{N}_])' },
          {
            match: `(?<=\\s)(?<![:=<>+*/,(\\[\\-]\\s)(${clause})(?=\\s+[\\p{L}\\p{N}_"\`\\[({\\-])(?!\\s+(?:then|else|and|or|in)\\b)`,
            captures: captures('keyword.other.clause'),
          },
          {
            ...named('storage.type.primitive'),
            match: `(?<=:\\s|[\\[:]|\\(|,\\s)(?:${TYPES})(?![\\p{L}\\p{N}_])(?!\\s*[:(])`,
          },
          { ...named('entity.name.function'), match: `${NAME}(?=\\()` },
          {
            begin: '[(\\[]',
            end: '[)\\]]',
            beginCaptures: { 0: named('punctuation.section.brackets') },
            endCaptures: { 0: named('punctuation.section.brackets') },
            patterns: [
              { match: `(${ANY_NAME})(?=\\s*:)`, captures: captures('variable.parameter') },
              { include: '#expressions' },
            ],
          },
          { ...named('variable.other.quoted'), match: '`[^`]*`' },
          { ...named('keyword.operator'), match: '\\.\\.|==|!=|<=|>=|[=<>+\\-*/?]' },
          { ...named('punctuation.section.braces'), match: '[{}]' },
          { ...named('punctuation.separator'), match: '[,:]' },
          { ...named('variable.other'), match: NAME },
        ],
      },
      strings: {
        patterns: [
          {
            ...named('string.quoted.triple'),
            begin: '"""',
            end: '"""',
            patterns: [{ include: '#interpolation' }],
          },
          {
            ...named('string.quoted.double'),
            begin: '"',
            end: '"|$',
            patterns: [
              { ...named('constant.character.escape'), match: '\\\\(?:u\\{[0-9a-fA-F]{1,6}\\}|.)' },
              { include: '#interpolation' },
            ],
          },
        ],
      },
      interpolation: {
        ...named('meta.interpolation'),
        begin: '\\$\\{',
        end: '\\}|(?=")|$',
        beginCaptures: { 0: named('punctuation.section.interpolation') },
        endCaptures: { 0: named('punctuation.section.interpolation') },
        patterns: [
          {
            match: `(\\.)(${ANY_NAME})`,
            captures: captures('punctuation.accessor', 'variable.other.member'),
          },
          { ...named('variable.other'), match: ANY_NAME },
        ],
      },
    },
  };
}
