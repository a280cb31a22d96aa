package io.doppelstream.trainer.privacy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A categorical column's list and shares by a stability-based histogram (Korolova et al., 2009; Bun, Nissim and
 * Stemmer, 2016): of the values that occur, those whose noisy count exceeds a threshold. A row's value that is not in
 * the list is replaced by a draw from it, so that no null or extra category is made up.
 *
 * @param column with the released vocabulary, in alphabetical order
 * @param codes released index of each original one, -1 for none
 * @param shares of the vocabulary and, if the column is nullable, of null as the last
 */
record CategoryMarginal(Column column, int[] codes, Shares shares) implements Marginal {

    /** The common values of a longer list are kept: a wider group costs more noise than it brings. */
    private static final int LONGEST_LIST = 256;

    static CategoryMarginal release(Column column, ColumnData data, PrivacyPlan plan, RandomGenerator random) {
        List<String> vocabulary = column.vocabulary();
        long[] counts = new long[vocabulary.size() + 1];
        int nulls = vocabulary.size();
        for (int row = 0; row < data.size(); row++) {
            counts[data.isNull(row) ? nulls : (int) data.number(row)]++;
        }
        double[] noisy = PrivateHistogram.noisy(counts, plan.histogramNoise(), random);
        int[] kept = IntStream.range(0, nulls)
                .filter(code -> counts[code] > 0 && noisy[code] > plan.threshold())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer code) -> -noisy[code]))
                .limit(LONGEST_LIST)
                .sorted(Comparator.comparing(vocabulary::get))
                .mapToInt(Integer::intValue)
                .toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException("expected a value of '" + column.name()
                    + "' that is common enough to be released (more than about " + Math.round(plan.threshold())
                    + " rows), found none: drop the column, give a larger --epsilon or more rows");
        }
        boolean nullable = noisy[nulls] > plan.threshold();
        int[] codes = new int[vocabulary.size()];
        Arrays.fill(codes, -1);
        double[] masses = new double[kept.length + (nullable ? 1 : 0)];
        for (int released = 0; released < kept.length; released++) {
            codes[kept[released]] = released;
            masses[released] = noisy[kept[released]];
        }
        if (nullable) {
            masses[kept.length] = noisy[nulls];
        }
        List<String> list = Arrays.stream(kept).mapToObj(vocabulary::get).toList();
        return new CategoryMarginal(
                new Column(column.name(), column.type(), new Role.Categorical(list), nullable),
                codes,
                Shares.of(masses));
    }

    @Override
    public double[] values(int rows) {
        int[] counts = shares.apportion(rows);
        double[] values = new double[rows];
        int at = 0;
        for (int bin = counts.length - 1; bin >= 0; bin--) {
            Arrays.fill(values, at, at + counts[bin], decoded(bin));
            at += counts[bin];
        }
        return values;
    }

    @Override
    public double conform(double value, RandomGenerator random) {
        if (Double.isNaN(value)) {
            return column.nullable() ? value : decoded(shares.draw(random));
        }
        int released = codes[(int) value];
        return released >= 0 ? released : decoded(shares.draw(random));
    }

    private double decoded(int bin) {
        return bin < column.vocabulary().size() ? bin : Double.NaN;
    }
}
