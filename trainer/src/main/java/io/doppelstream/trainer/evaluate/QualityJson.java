package io.doppelstream.trainer.evaluate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code quality.json}; a score that is not defined is null. */
public final class QualityJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private QualityJson() {}

    /**
     * Writes the file.
     *
     * @param trainRows rows that the model was trained on
     */
    public static void write(Path file, QualityReport report, long trainRows) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        put(root, "quality", report.quality());
        ObjectNode shapes = root.putObject("columnShapes");
        put(shapes, "score", report.columnShapes());
        ArrayNode columns = shapes.putArray("columns");
        for (ColumnScore score : report.shapes()) {
            ObjectNode column =
                    columns.addObject().put("column", score.column()).put("metric", score.metric());
            put(column, "score", score.score());
        }
        ObjectNode trends = root.putObject("columnPairTrends");
        put(trends, "score", report.columnPairTrends());
        trends.put("threshold", 0);
        ArrayNode pairs = trends.putArray("pairs");
        for (PairScore score : report.pairs()) {
            ObjectNode pair = pairs.addObject();
            score.columns().forEach(pair.putArray("columns")::add);
            pair.put("metric", score.metric());
            put(pair, "score", score.score());
        }
        put(root.putObject("columnPairTrendsThresholded"), "score", report.columnPairTrendsThresholded());
        root.putObject("rows")
                .put("real", report.realRows())
                .put("synthetic", report.syntheticRows())
                .put("train", trainRows);
        Files.write(file, JSON.writeValueAsBytes(root));
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
