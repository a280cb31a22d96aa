package io.doppelstream.trainer.report;

import java.util.Locale;

/** A verdict, by colour, by word and by symbol: it must be readable without colours too. */
enum TrafficLight {
    GREEN("good", "\u2713"),
    AMBER("fair", "\u25b2"),
    RED("poor", "\u2715"),
    NONE("no verdict", "\u2013");

    private final String word;
    private final String symbol;

    TrafficLight(String word, String symbol) {
        this.word = word;
        this.symbol = symbol;
    }

    String word() {
        return word;
    }

    String symbol() {
        return symbol;
    }

    /** The worse of two; what has no verdict does not count. */
    TrafficLight and(TrafficLight other) {
        if (this == NONE || other == NONE) {
            return this == NONE ? other : this;
        }
        return compareTo(other) >= 0 ? this : other;
    }

    void write(Html html) {
        html.open("span", "class", "light " + name().toLowerCase(Locale.ROOT))
                .element("span", symbol, "class", "symbol", "aria-hidden", "true")
                .text(" " + word)
                .close("span");
    }
}
