package dev.firebreak.alert.mailbox;

/** The text of HTML, in one pass: what is between the marks, without scripts and styles. No entity becomes a mark. */
final class PlainText {

    private PlainText() {}

    static String ofHtml(String html) {
        var text = new StringBuilder();
        var at = 0;
        while (at < html.length()) {
            var c = html.charAt(at);
            if (c == '<') {
                var end = html.indexOf('>', at);
                if (end < 0) {
                    break;
                }
                at = after(html, at, end, text);
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString()
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]+", " ")
                .replaceAll(" ?\\R ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Where the text goes on after the mark. */
    private static int after(String html, int at, int end, StringBuilder text) {
        for (var hidden : new String[] {"script", "style", "head"}) {
            if (html.regionMatches(true, at + 1, hidden, 0, hidden.length())) {
                var close = indexOfClose(html, hidden, end);
                return close < 0 ? html.length() : close;
            }
        }
        for (var block : new String[] {"br", "p", "/p", "div", "/div", "tr", "li", "h"}) {
            if (html.regionMatches(true, at + 1, block, 0, block.length())) {
                text.append('\n');
                break;
            }
        }
        return end + 1;
    }

    private static int indexOfClose(String html, String name, int from) {
        for (var at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at + 2, name, 0, name.length())) {
                var end = html.indexOf('>', at);
                return end < 0 ? -1 : end + 1;
            }
        }
        return -1;
    }
}
