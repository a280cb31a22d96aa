package io.doppelstream.trainer.report;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Set;

/**
 * HTML that is also well-formed XML. Text and attributes are escaped always; what cannot stand in XML at all, control
 * characters and halves of surrogate pairs, becomes U+FFFD.
 */
final class Html {

    private static final Set<String> EMPTY = Set.of("meta", "img", "path", "line", "rect", "circle", "polyline");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> unclosed = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    Html open(String name, String... attributes) {
        tag(name, attributes).append('>');
        unclosed.push(name);
        return this;
    }

    /** Closes the element opened last, which must have this name. */
    Html close(String name) {
        if (unclosed.isEmpty() || !unclosed.peek().equals(name)) {
            throw new IllegalStateException("Expected to close the element opened last of " + unclosed + ", found "
                    + name + ": close elements in the order in which they were opened");
        }
        unclosed.pop();
        out.append("</").append(name).append(">");
        if (isBlock(name)) {
            out.append('\n');
        }
        return this;
    }

    /** An element that never has content; any other would stay open, since HTML ignores the slash. */
    Html empty(String name, String... attributes) {
        if (!EMPTY.contains(name)) {
            throw new IllegalArgumentException(
                    "Expected an element that has no content, one of " + EMPTY + ", found " + name);
        }
        tag(name, attributes).append("/>");
        return this;
    }

    /** An element of text alone. */
    Html element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close(name);
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** A picture within the page. */
    Html picture(byte[] png, String description) {
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        return open("div", "class", "scroll")
                .empty("img", "src", data, "alt", description)
                .close("div");
    }

    /** A stylesheet of our own: not escaped, so it must have neither {@code <} nor {@code &}. */
    Html style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("Expected a stylesheet without '<' and '&', found one with them");
        }
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    /** The page, all elements closed. */
    String page() {
        if (!unclosed.isEmpty()) {
            throw new IllegalStateException("Expected all elements closed, found " + unclosed + " open");
        }
        return out.toString();
    }

    private static boolean isBlock(String name) {
        return switch (name) {
            case "span", "text", "td", "th", "title", "b", "a", "code" -> false;
            default -> true;
        };
    }

    private StringBuilder tag(String name, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("Expected names and values of attributes in turn, found "
                    + attributes.length + " texts for <" + name + ">");
        }
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        return out;
    }

    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(allowed(point) ? point : 0xFFFD);
            }
        });
    }

    /** The characters of XML 1.0. */
    private static boolean allowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
