package io.doppelstream.trainer.evaluate.fidelity;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.evaluate.score.Means;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fidelity of synthetic rows against real ones that no model was trained on.
 *
 * @param shapes a score a column
 * @param pairs a score a pair of columns
 * @param realRows rows compared with
 * @param syntheticRows rows judged
 */
public record QualityReport(List<ColumnScore> shapes, List<PairScore> pairs, int realRows, int syntheticRows) {

    public QualityReport {
        shapes = List.copyOf(shapes);
        pairs = List.copyOf(pairs);
    }

    public static QualityReport of(Table real, Table synthetic) {
        return new QualityReport(
                ColumnShapes.of(real, synthetic), ColumnPairTrends.of(real, synthetic), real.rows(), synthetic.rows());
    }

    /** Mean score of the columns. */
    public double columnShapes() {
        return ColumnShapes.mean(shapes);
    }

    /** Mean score of all pairs. */
    public double columnPairTrends() {
        return ColumnPairTrends.mean(pairs);
    }

    /** Mean score of the pairs that the real data relates; NaN if there is none. */
    public double columnPairTrendsThresholded() {
        return ColumnPairTrends.thresholdedMean(pairs);
    }

    /** Mean of column shapes and pair trends, the part that is defined. */
    public double quality() {
        return Means.of(columnShapes(), columnPairTrends());
    }

    /** The figures of a manifest; those that are not defined are left out. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("columnShapes", columnShapes());
        figures.put("columnPairTrends", columnPairTrends());
        figures.put("columnPairTrendsThresholded", columnPairTrendsThresholded());
        figures.put("quality", quality());
        figures.values().removeIf(figure -> figure.isNaN());
        return figures;
    }
}
