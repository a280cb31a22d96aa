package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.condition.Allowed;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import java.util.SplittableRandom;

/**
 * Random sets of neighbouring values of a numeric column: the axis of its ranks, spikes and continuous rest in the order
 * of their values, is cut at random places; a row's set is the segment that holds it.
 *
 * <p>The cuts do not look at the row. So whenever a segment is drawn at all, it is drawn for each of its rows alike:
 * p(set | row) is the same for all rows of the set, and therefore p(row | set) is the real distribution within the set,
 * which is what the generator has to learn for a request of this set. An interval built around the row, with the row
 * near its middle, would teach it a distribution that is too narrow. A cut that falls into the mass of a spike moves to
 * the nearer edge of that mass, since a spike's rows cannot be told apart; the cuts still do not look at the row.
 */
final class RankCuts {

    private static final double[] MEANS = {2, 6, 20};

    private final ColumnCodes codes;
    private final int spikes;
    private final int nulls;
    private final double[] restBelowSpike;
    private final double restMass;
    private final double length;

    RankCuts(ColumnCodes codes, QuantileCodec codec) {
        this.codes = codes;
        spikes = codec.spikes().length;
        nulls = codec.nullCategory();
        restMass = codes.rest() < 0 ? 0 : codes.frequencies()[codes.rest()];
        restBelowSpike = new double[spikes];
        double total = restMass;
        for (int spike = 0; spike < spikes; spike++) {
            restBelowSpike[spike] = codec.rest() == null ? 0 : codec.rest().below(codec.spikes()[spike]);
            total += codes.frequencies()[spike];
        }
        length = total;
    }

    /** A place between two neighbours on the axis, as the spikes and the part of the rest below it. */
    private record Cut(int spikesBelow, double restBelow) {
        /** Cuts lie in one order whichever part of them is compared first. */
        boolean below(Cut other) {
            return spikesBelow <= other.spikesBelow && restBelow <= other.restBelow;
        }

        boolean below(int spike, double place) {
            return spike >= 0 ? spikesBelow <= spike : restBelow <= place;
        }
    }

    /**
     * A random set that holds a row.
     *
     * @param category the row's category
     * @param place the row's place in the rest
     */
    Allowed draw(SplittableRandom random, int category, double place) {
        boolean[] categories = new boolean[groupSize()];
        if (category == nulls) {
            categories[category] = true;
            return new Allowed(codes.column(), categories, 0, 1);
        }
        int spike = category == codes.rest() ? -1 : category;
        Cut low = new Cut(0, 0);
        Cut high = new Cut(spikes, 1);
        for (int count = poisson(random, MEANS[random.nextInt(MEANS.length)]); count > 0; count--) {
            Cut cut = cut(random.nextDouble() * length);
            if (cut.below(spike, place)) {
                low = low.below(cut) ? cut : low;
            } else {
                high = cut.below(high) ? cut : high;
            }
        }
        for (int index = low.spikesBelow(); index < high.spikesBelow(); index++) {
            categories[index] = codes.frequencies()[index] > 0;
        }
        boolean rest = spike < 0 || (codes.rest() >= 0 && high.restBelow() > low.restBelow());
        if (rest && categories.length > 0) {
            categories[codes.rest()] = true;
        }
        return rest
                ? new Allowed(codes.column(), categories, low.restBelow(), high.restBelow())
                : new Allowed(codes.column(), categories, 0, 1);
    }

    private int groupSize() {
        return codes.rest() >= 0 && codes.frequencies().length == 1 ? 0 : codes.frequencies().length;
    }

    private Cut cut(double at) {
        double spikeMass = 0;
        for (int spike = 0; spike < spikes; spike++) {
            double start = restMass * restBelowSpike[spike] + spikeMass;
            double mass = codes.frequencies()[spike];
            if (at < start) {
                return new Cut(spike, rest(at - spikeMass));
            }
            if (at < start + mass) {
                return new Cut(at < start + mass / 2 ? spike : spike + 1, restBelowSpike[spike]);
            }
            spikeMass += mass;
        }
        return new Cut(spikes, rest(at - spikeMass));
    }

    private double rest(double mass) {
        return restMass > 0 ? Math.max(0, Math.min(1, mass / restMass)) : 1;
    }

    /** By multiplying uniform numbers (Knuth); means are small. */
    private static int poisson(SplittableRandom random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            count++;
            product *= random.nextDouble();
        }
        return count;
    }
}
