package io.doppelstream.model.codec;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order of the categories of wide columns in which neighbours resemble each other, so that such a column can be learned
 * as a place in that order instead of thousands of one-hot entries.
 *
 * <p>Each category is described by the means of all other columns over its rows, drawn towards the overall mean where its
 * rows are few; categories are sorted along the first principal component of these descriptions (a one-dimensional
 * correspondence analysis, Greenacre, 1984).
 *
 * @param newPlaces {@code [column][old place]} in the vocabulary; null where a column keeps its order
 */
public record VocabularyOrder(int[][] newPlaces) {

    /** Mean of a description's entries for a category with this many rows is half way to the overall mean. */
    private static final double SHRINKAGE = 5;

    private static final double LEAST_SHARE = 0.01;
    private static final int ROUNDS = 30;

    /** Finds the order from training rows. */
    public static VocabularyOrder of(Table table) {
        int[][] places = new int[table.schema().size()][];
        List<double[]> features = null;
        for (int column = 0; column < places.length; column++) {
            if (wide(table.schema().column(column))) {
                features = features == null ? features(table) : features;
                places[column] = places(table, column, features);
            }
        }
        return new VocabularyOrder(places);
    }

    private static boolean wide(Column column) {
        return column.categorical() && column.vocabulary().size() > CodecFitter.WIDEST_GROUP;
    }

    /** The table with its wide vocabularies in this order. */
    public Table apply(Table table) {
        if (Arrays.stream(newPlaces).allMatch(places -> places == null)) {
            return table;
        }
        List<Column> columns = new ArrayList<>();
        List<ColumnData> values = new ArrayList<>();
        for (int column = 0; column < newPlaces.length; column++) {
            columns.add(reordered(table.schema().column(column), newPlaces[column]));
            values.add(reordered(table.column(column), newPlaces[column]));
        }
        return new Table(new TableSchema(columns, table.schema().key()), values);
    }

    private static Column reordered(Column column, int[] places) {
        if (places == null) {
            return column;
        }
        String[] vocabulary = new String[places.length];
        for (int old = 0; old < places.length; old++) {
            vocabulary[places[old]] = column.vocabulary().get(old);
        }
        return new Column(column.name(), column.type(), new Role.Categorical(List.of(vocabulary)), column.nullable());
    }

    private static ColumnData reordered(ColumnData data, int[] places) {
        if (places == null) {
            return data;
        }
        int[] codes = new int[data.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = data.isNull(row) ? ColumnData.NULL_CODE : places[(int) data.number(row)];
        }
        return new ColumnData.Codes(codes);
    }

    /** Standardized columns: numbers, and an indicator for each category that is not rare. */
    private static List<double[]> features(Table table) {
        List<double[]> features = new ArrayList<>();
        for (int index = 0; index < table.schema().size(); index++) {
            Column column = table.schema().column(index);
            ColumnData data = table.column(index);
            if (column.continuous()) {
                double[] feature = new double[data.size()];
                Arrays.setAll(feature, data::number);
                add(features, feature);
            } else if (column.categorical() && !wide(column)) {
                for (int category = 0; category < column.vocabulary().size(); category++) {
                    double wanted = category;
                    double[] feature = new double[data.size()];
                    Arrays.setAll(feature, row -> data.number(row) == wanted ? 1 : 0);
                    if (Arrays.stream(feature).sum() >= LEAST_SHARE * feature.length) {
                        add(features, feature);
                    }
                }
            }
        }
        return features;
    }

    /** Adds a feature with mean 0 and deviation 1, null being the mean; unless it is constant. */
    private static void add(List<double[]> features, double[] feature) {
        double[] present =
                Arrays.stream(feature).filter(value -> !Double.isNaN(value)).toArray();
        double mean = Arrays.stream(present).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(present)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
        if (deviation > 0) {
            for (int row = 0; row < feature.length; row++) {
                feature[row] = Double.isNaN(feature[row]) ? 0 : (feature[row] - mean) / deviation;
            }
            features.add(feature);
        }
    }

    private static int[] places(Table table, int column, List<double[]> features) {
        ColumnData data = table.column(column);
        int categories = table.schema().column(column).vocabulary().size();
        double[] counts = new double[categories];
        double[][] means = new double[categories][features.size()];
        for (int row = 0; row < data.size(); row++) {
            if (!data.isNull(row)) {
                int category = (int) data.number(row);
                counts[category]++;
                for (int feature = 0; feature < features.size(); feature++) {
                    means[category][feature] += features.get(feature)[row];
                }
            }
        }
        for (int category = 0; category < categories; category++) {
            for (int feature = 0; feature < features.size(); feature++) {
                means[category][feature] /= counts[category] + SHRINKAGE;
            }
        }
        double[] scores = scores(means, firstComponent(means, counts));
        int[] order = IntStream.range(0, categories)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer category) -> scores[category])
                        .thenComparing(category -> category))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] places = new int[categories];
        for (int place = 0; place < categories; place++) {
            places[order[place]] = place;
        }
        return places;
    }

    /** By power iteration on the features' covariance over the categories, each weighted by its rows. */
    private static double[] firstComponent(double[][] means, double[] counts) {
        int features = means[0].length;
        double[] direction = new double[features];
        Arrays.fill(direction, 1);
        for (int round = 0; round < ROUNDS; round++) {
            double[] scores = scores(means, direction);
            double[] next = new double[features];
            for (int category = 0; category < means.length; category++) {
                for (int feature = 0; feature < features; feature++) {
                    next[feature] += counts[category] * scores[category] * means[category][feature];
                }
            }
            double norm = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
            if (norm == 0) {
                return direction;
            }
            Arrays.setAll(direction, feature -> next[feature] / norm);
        }
        return direction;
    }

    private static double[] scores(double[][] means, double[] direction) {
        return Arrays.stream(means)
                .mapToDouble(mean -> IntStream.range(0, direction.length)
                        .mapToDouble(feature -> mean[feature] * direction[feature])
                        .sum())
                .toArray();
    }
}
