package io.doppelstream.model.anomaly;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.RawScores;
import io.doppelstream.model.score.Scoring;
import java.util.Arrays;
import java.util.List;

/**
 * How little likely rows are to a model that detects anomalies: its default score, uncalibrated, so that rows beyond the largest quantile
 * keep their order.
 *
 * @param schema of the rows
 * @param features what the model sees of a row
 * @param scoring which score is the default
 * @param model runs the scores
 */
public record DetectorScore(TableSchema schema, EventFeatures features, Scoring scoring, RawScores model)
        implements RowScore {

    @Override
    public double[] of(List<ColumnData> columns) {
        Table rows = new Table(schema, columns);
        List<float[]> members = model.of(features.encode(rows), rows.rows());
        double[] scores = new double[rows.rows()];
        Arrays.setAll(
                scores,
                row -> scoring.value(
                        members.stream().mapToDouble(member -> member[row]).toArray()));
        return scores;
    }
}
