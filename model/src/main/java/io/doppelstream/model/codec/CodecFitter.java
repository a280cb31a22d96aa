package io.doppelstream.model.codec;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Chooses and fits a codec for each column of a table.
 *
 * @param numeric how numbers are encoded
 * @param mostCategories a number with at most that many distinct values is encoded as spikes alone
 * @param spikeShare a value that more than this share of the rows has is a spike
 * @param derive whether relations are kept: a column that is a function of a categorical one is looked up instead of
 *     learned, sums and orders are restored
 * @param mixtures names of the columns whose numbers are encoded as a mixture whatever {@code numeric} says
 */
public record CodecFitter(
        Numeric numeric, int mostCategories, double spikeShare, boolean derive, Set<String> mixtures) {

    /** How numbers are encoded. */
    public enum Numeric {
        /** Spikes and a quantile-normal rest: {@link QuantileCodec}. */
        QUANTILE,
        /** A Gaussian mixture: {@link MixtureCodec}. */
        MIXTURE
    }

    /** The encoding of the tabular kind. */
    public static final CodecFitter QUANTILE = new CodecFitter(Numeric.QUANTILE, 100, 0.02, true, Set.of());
    /** The encoding of CTGAN. */
    public static final CodecFitter MIXTURE = new CodecFitter(Numeric.MIXTURE, 0, 1, false, Set.of());

    /**
     * A vocabulary with more entries than this is learned as a place in its order (see {@link VocabularyOrder}), its common
     * entries as spikes.
     */
    static final int WIDEST_GROUP = 256;

    private static final int MIXTURE_MODES = 10;
    private static final int MOST_DERIVED = 200;
    /** With fewer rows a category than this, a functional dependency may be a coincidence. */
    private static final int FEWEST_ROWS_A_CATEGORY = 10;

    /** Checks the numbers, copies the set. */
    public CodecFitter {
        mixtures = Set.copyOf(mixtures);
        if (mostCategories < 0 || !(spikeShare > 0)) {
            throw new IllegalArgumentException(
                    "Expected mostCategories >= 0 and spikeShare > 0, found " + mostCategories + " and " + spikeShare);
        }
    }

    /** The same with these columns as mixtures. */
    public CodecFitter withMixtures(Set<String> columns) {
        return new CodecFitter(numeric, mostCategories, spikeShare, derive, columns);
    }

    /** The same without relations of columns. */
    public CodecFitter withoutRelations() {
        return new CodecFitter(numeric, mostCategories, spikeShare, false, mixtures);
    }

    /** Fits codecs for every column. */
    public TableCodec fit(Table table) {
        List<ColumnCodec> codecs = new ArrayList<>();
        for (int i = 0; i < table.schema().size(); i++) {
            codecs.add(fitColumn(table.schema().column(i), table.column(i)));
        }
        if (derive) {
            deriveColumns(table, codecs);
        }
        return TableCodec.of(codecs, derive ? RelationFinder.find(table, codecs) : List.of());
    }

    private ColumnCodec fitColumn(Column column, ColumnData data) {
        if (!column.learned()) {
            return new UnlearnedCodec();
        }
        if (column.role() instanceof Role.Image image) {
            return new ImageCodec(image.shape());
        }
        if (column.categorical()) {
            return column.vocabulary().size() > WIDEST_GROUP
                    ? fitQuantile(present(data), 0, data.size(), Grid.WHOLE, column.nullable())
                    : new CategoryCodec(column.vocabulary().size(), column.nullable());
        }
        double[] sorted = present(data);
        if (sorted.length == 0) {
            throw new IllegalArgumentException(
                    "Expected at least one value in column '" + column.name() + "', found only nulls");
        }
        Grid grid = data instanceof ColumnData.Longs ? wholeGrid(sorted) : Grid.of(sorted);
        return numeric == Numeric.MIXTURE || mixtures.contains(column.name())
                ? GaussianMixture.fit(sorted, MIXTURE_MODES, grid, column.nullable())
                : fitQuantile(sorted, mostCategories, data.size(), grid, column.nullable());
    }

    /** The values that are not null, ascending. */
    private static double[] present(ColumnData data) {
        return IntStream.range(0, data.size())
                .filter(row -> !data.isNull(row))
                .mapToDouble(data::number)
                .sorted()
                .toArray();
    }

    /** Values in integral units always lie on a lattice; beyond the exact range of doubles it is the doubles' own. */
    private static Grid wholeGrid(double[] sorted) {
        Grid grid = Grid.of(sorted);
        return grid.step() == 0 || grid.scale() != 1 ? Grid.WHOLE : grid;
    }

    private QuantileCodec fitQuantile(double[] sorted, int mostCategories, int rows, Grid grid, boolean nullable) {
        TreeMap<Double, Integer> counts = new TreeMap<>();
        for (double value : sorted) {
            counts.merge(value, 1, Integer::sum);
        }
        double[] spikes = counts.size() <= mostCategories
                ? counts.keySet().stream().mapToDouble(Double::doubleValue).toArray()
                : counts.entrySet().stream()
                        .filter(entry -> entry.getValue() > spikeShare * rows)
                        .mapToDouble(Map.Entry::getKey)
                        .toArray();
        double[] rest = Arrays.stream(sorted)
                .filter(value -> Arrays.binarySearch(spikes, value) < 0)
                .toArray();
        return new QuantileCodec(spikes, rest.length == 0 ? null : QuantileFunction.fit(rest, grid), grid, nullable);
    }

    private static void deriveColumns(Table table, List<ColumnCodec> codecs) {
        for (int source = 0; source < codecs.size(); source++) {
            int categories = codecs.get(source).categories();
            if (categories < 2
                    || categories > MOST_DERIVED
                    || codecs.get(source).scalar()) {
                continue;
            }
            for (int target = 0; target < codecs.size(); target++) {
                boolean open = codecs.get(target).scalar() || codecs.get(target).categories() > 1;
                if (target == source || !open || isSource(codecs, target)) {
                    continue;
                }
                double[] values = functionOf(table, codecs.get(source), source, target);
                if (values != null) {
                    codecs.set(target, new DerivedCodec(source, values));
                }
            }
        }
    }

    private static boolean isSource(List<ColumnCodec> codecs, int column) {
        return codecs.stream().anyMatch(codec -> codec instanceof DerivedCodec derived && derived.source() == column);
    }

    /** The target's value for each category of the source, or null if it is not a function of it. */
    private static double[] functionOf(Table table, ColumnCodec codec, int source, int target) {
        Map<Integer, Double> values = new HashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            int category = codec.category(table.column(source).number(row), null);
            double value = table.column(target).number(row);
            Double before = values.putIfAbsent(category, value);
            if (before != null && before.compareTo(value) != 0) {
                return null;
            }
        }
        if (values.size() * FEWEST_ROWS_A_CATEGORY > table.rows()) {
            return null;
        }
        // A category that never occurs is never emitted either; NaN keeps its place.
        double[] result = new double[codec.categories()];
        Arrays.fill(result, Double.NaN);
        values.forEach((category, value) -> result[category] = value);
        return result;
    }
}
