package io.doppelstream.trainer.report;

/**
 * Where a figure turns from green to amber and from amber to red.
 *
 * @param green the worst value that is green
 * @param amber the worst value that is amber
 */
record Limit(double green, double amber) {

    private boolean higherIsBetter() {
        return green > amber;
    }

    /** No verdict on a figure that is not defined. */
    TrafficLight judge(double figure) {
        if (Double.isNaN(figure)) {
            return TrafficLight.NONE;
        }
        if (meets(figure, green)) {
            return TrafficLight.GREEN;
        }
        return meets(figure, amber) ? TrafficLight.AMBER : TrafficLight.RED;
    }

    private boolean meets(double figure, double limit) {
        return higherIsBetter() ? figure >= limit : figure <= limit;
    }

    /** For people, for example {@code at least 0.950 (amber 0.880)}. */
    @Override
    public String toString() {
        return (higherIsBetter() ? "at least " : "at most ") + Numbers.score(green) + " (amber: " + Numbers.score(amber)
                + ")";
    }
}
