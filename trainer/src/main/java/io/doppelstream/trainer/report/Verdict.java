package io.doppelstream.trainer.report;

import java.util.List;

/**
 * How one area is judged.
 *
 * @param area for example Privacy
 * @param anchor section with the details
 * @param light the verdict
 * @param figures the figures behind it, each beside what it is compared with
 * @param meaning one sentence
 * @param rule what makes it green
 */
record Verdict(String area, String anchor, TrafficLight light, List<Fact> figures, String meaning, String rule) {

    Verdict {
        figures = List.copyOf(figures);
    }
}
