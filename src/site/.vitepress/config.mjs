// The pages as a site, by VitePress. jobs/site copies them into the folder SOURCE, laid out as here, and calls it.
import fs from 'node:fs'
import path from 'node:path'
import { renderMermaidSVG } from 'beautiful-mermaid'
import { defineConfig } from 'vitepress'

const ROOT = path.resolve(process.env.OVERRANK_ROOT)
const SOURCE = path.resolve('source')
const BASE = process.env.SITE_BASE ?? '/'
const PAGES = 'src/site/markdown/'

// Where a page of the repository is on the site; nothing for what is no page.
function pageOf(file) {
  if (file === 'README.md') return 'index.md'
  if (file === 'CONTRIBUTING.md' || file === 'CHANGELOG.md') return file.toLowerCase()
  if (file === 'conf/sample/README.md') return 'sample.md'
  return file.startsWith(PAGES) ? file.slice(PAGES.length) : undefined
}

// Where a file that is no page is: as text, so that every server shows it; folders as a list.
function fileOf(file) {
  if (fs.statSync(path.join(ROOT, file)).isDirectory()) return `files/${file}/index.html`
  return /\.(png|html)$/.test(file) ? `files/${file}` : `files/${file}.txt`
}

const files = new Set()

function publish(file) {
  files.add(file)
  return BASE + fileOf(file)
}

// Links are written for the repository, as relative paths.
function siteLink(from, href) {
  const [, target, hash] = /^([^#]*)(.*)$/.exec(href)
  if (target === '' || /^[a-z]+:/.test(target)) return undefined
  const file = path.relative(SOURCE, path.resolve(path.dirname(from), decodeURI(target)))
  const page = pageOf(file)
  if (page) {
    const here = path.dirname(pageOf(path.relative(SOURCE, from)))
    return { href: './' + path.relative(here, page) + hash }
  }
  return { href: publish(file), target: '_self' }
}

function repositoryLinks(md) {
  md.core.ruler.push('repository-links', state => {
    for (const block of state.tokens) {
      for (const token of block.children ?? []) {
        if (token.type !== 'link_open') continue
        const link = siteLink(state.env.realPath ?? state.env.path, token.attrGet('href'))
        if (link) Object.entries(link).forEach(([name, value]) => token.attrSet(name, value))
      }
    }
  })
}

// Diagrams, whose colours follow the page, light or dark; and code that is indented looks like code that is fenced.
function blocks(md) {
  const fence = md.renderer.rules.fence
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index]
    if (token.info.trim() !== 'mermaid') return fence(tokens, index, options, env, self)
    // Names with a dot are labels to this renderer, no ids.
    const graph = token.content.replace(/(\w+)\.(\w+)/g, '$1_$2["$1.$2"]')
    const svg = renderMermaidSVG(graph, { bg: 'var(--vp-c-bg)', fg: 'var(--vp-c-text-1)' })
    // The site has this font, and fetches nothing from elsewhere.
    const own = encodeURIComponent(svg.replace(/@import url\([^)]*\);?/g, '')).replaceAll("'", '%27')
    return `<div v-html="decodeURIComponent('${own}')"></div>`
  }
  md.renderer.rules.code_block = (tokens, index, options, env, self) => {
    tokens[index].info = 'txt'
    return md.renderer.rules.fence(tokens, index, options, env, self)
  }
}

function copyFiles(out) {
  for (const file of files) {
    const source = path.join(ROOT, file)
    const target = path.join(out, fileOf(file))
    fs.mkdirSync(path.dirname(target), { recursive: true })
    if (!fs.statSync(source).isDirectory()) {
      fs.copyFileSync(source, target)
      continue
    }
    const names = fs.readdirSync(source).filter(name => fs.statSync(path.join(source, name)).isFile())
    const items = names.map(name => {
      const shown = fileOf(`${file}/${name}`)
      fs.copyFileSync(path.join(source, name), path.join(out, shown))
      return `<li><a href="${path.basename(shown)}">${name}</a></li>`
    })
    fs.writeFileSync(target, `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme"
content="light dark"><link rel="icon" href="data:,"><title>${file}</title><h1>${file}</h1><ul>${items.join('')}</ul></html>`)
  }
}

// Headings have the anchors that GitHub gives them, which the pages' links use.
const slugify = text => text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '').replace(/\s/g, '-')

const item = (text, link) => ({ text, link })

export default defineConfig({
  title: 'overrank',
  description: 'Low-rank matrices from measurements, on Apache Spark, with a proof',
  lang: 'en',
  base: BASE,
  srcDir: SOURCE,
  outDir: path.join(ROOT, 'target/site'),
  rewrites: file => pageOf(file) ?? file,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    anchor: { slugify },
    config: md => {
      repositoryLinks(md)
      blocks(md)
    }
  },
  buildEnd: site => copyFiles(site.outDir),
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      item('I have …', '/tasks'),
      item('Options', '/options'),
      { ...item('Javadoc', '/api/index.html'), target: '_self' },
      item('Changes', '/changelog')
    ],
    sidebar: [
      { text: 'Start', items: [item('overrank', '/'), item('I have …', '/tasks')] },
      {
        text: 'Use',
        items: [
          item('Options', '/options'), item('Formats of tables', '/formats'), item('Ids', '/ids'),
          item('Measurements', '/measurements'), item('Losses', '/losses'), item('Sweeps', '/sweeps'), item('Every night', '/nightly'),
          item('Spark ML', '/spark-ml'), item('Cluster', '/cluster'), item('Watching', '/watching')
        ]
      },
      {
        text: 'Understand',
        items: [
          item('Results', '/results'), item('Bad minima', '/landscape'), item('Theory', '/theory'),
          item('Numerics', '/numerics'), item('Scale', '/scale'), item('Benchmarks', '/benchmarks')
        ]
      },
      {
        text: 'Work on it',
        items: [
          item('Contributing', '/contributing'), item('Architecture', '/architecture'),
          item('Decisions', '/decisions/index')
        ]
      }
    ]
  }
})
