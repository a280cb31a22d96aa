package io.doppelstream.trainer.evaluate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.doppelstream.trainer.evaluate.bias.Bias;
import io.doppelstream.trainer.evaluate.bias.GroupRate;
import io.doppelstream.trainer.evaluate.conditional.ConditionScore;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelity;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.diagnostic.Diagnostic;
import io.doppelstream.trainer.evaluate.fidelity.ColumnScore;
import io.doppelstream.trainer.evaluate.fidelity.PairScore;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import io.doppelstream.trainer.evaluate.privacy.Disclosure;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import io.doppelstream.trainer.evaluate.utility.Utility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code quality.json}; a figure that is not defined is null, a metric that was not measured is left out. */
public final class QualityJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode root = JSON.createObjectNode();

    private QualityJson() {}

    /** Writes the file. */
    public static void write(Path file, Evaluation evaluation) throws IOException {
        Files.writeString(file, text(evaluation));
    }

    /** Writes the file of an image model: its figures, and what was found of a collapse. */
    public static void write(Path file, ImageQuality quality) throws IOException {
        QualityJson json = new QualityJson();
        ObjectNode images = json.root.putObject("images");
        quality.figures().forEach((name, figure) -> put(images, name.substring(name.indexOf('.') + 1), figure));
        images.put("generated", quality.images());
        quality.collapse().forEach(images.withArray("collapse")::add);
        Files.writeString(file, JSON.writeValueAsString(json.root) + "\n");
    }

    /** The file's text. */
    public static String text(Evaluation evaluation) throws IOException {
        QualityJson json = new QualityJson();
        put(json.root, "quality", evaluation.quality().quality());
        put(json.root, "diagnostic", evaluation.diagnostic().score());
        json.add(evaluation.quality());
        evaluation.conditional().ifPresent(json::add);
        json.add(evaluation.diagnostic());
        evaluation.privacy().ifPresent(json::add);
        evaluation.utility().ifPresent(json::add);
        json.add(evaluation.detection());
        if (!evaluation.bias().isEmpty()) {
            json.add(evaluation.bias());
        }
        json.root
                .putObject("rows")
                .put("real", evaluation.rows().real())
                .put("synthetic", evaluation.rows().synthetic())
                .put("train", evaluation.rows().train());
        json.addSampled(evaluation.sampled());
        return JSON.writeValueAsString(json.root) + "\n";
    }

    private void add(QualityReport quality) {
        ObjectNode shapes = root.putObject("columnShapes");
        put(shapes, "score", quality.columnShapes());
        addColumns(shapes, quality.shapes());
        ObjectNode trends = root.putObject("columnPairTrends");
        put(trends, "score", quality.columnPairTrends());
        trends.put("threshold", 0);
        ArrayNode pairs = trends.putArray("pairs");
        for (PairScore score : quality.pairs()) {
            ObjectNode pair = pairs.addObject();
            score.columns().forEach(pair.putArray("columns")::add);
            pair.put("metric", score.metric());
            put(pair, "score", score.score());
            put(pair, "association", score.association());
        }
        put(root.putObject("columnPairTrendsThresholded"), "score", quality.columnPairTrendsThresholded());
    }

    private static void addColumns(ObjectNode node, List<ColumnScore> scores) {
        ArrayNode columns = node.putArray("columns");
        for (ColumnScore score : scores) {
            ObjectNode column =
                    columns.addObject().put("column", score.column()).put("metric", score.metric());
            put(column, "score", score.score());
        }
    }

    private void add(ConditionalFidelity conditional) {
        ObjectNode node = root.putObject("conditional");
        put(node, "mean", conditional.mean());
        put(node, "worst", conditional.worst().map(ConditionScore::score).orElse(Double.NaN));
        addConditions(node.putArray("conditions"), conditional.random());
        put(node, "rareMean", conditional.rareMean());
        addConditions(node.putArray("rare"), conditional.rare());
    }

    private static void addConditions(ArrayNode array, List<ConditionScore> scores) {
        for (ConditionScore score : scores) {
            ObjectNode condition = array.addObject();
            score.where().forEach(condition.putArray("where")::add);
            condition.put("realRows", score.realRows()).put("share", score.share());
            put(condition, "score", score.score());
        }
    }

    private void add(Diagnostic diagnostic) {
        ObjectNode validity = root.putObject("dataValidity");
        put(validity, "score", diagnostic.dataValidity());
        addColumns(validity, diagnostic.columns());
        put(root.putObject("structure"), "score", diagnostic.structure());
    }

    private void add(Privacy privacy) {
        ObjectNode node = root.putObject("privacy");
        put(node, "dcrOverfittingProtection", privacy.dcrOverfittingProtection());
        put(node, "dcrOverfittingProtectionReal", privacy.dcrOverfittingProtectionReal());
        put(node, "dcrBaselineProtection", privacy.dcrBaselineProtection());
        put(node, "newRowSynthesis", privacy.newRowSynthesis());
        put(node, "medianDcr", privacy.medianDcr());
        put(node, "medianDcrHoldout", privacy.medianDcrHoldout());
        put(node, "exactCopies", privacy.exactCopies());
        put(node, "exactCopiesHoldout", privacy.exactCopiesHoldout());
        put(node, "membershipAuc", privacy.membershipAuc());
        privacy.disclosure().ifPresent(disclosure -> add(node, disclosure));
        ObjectNode histogram = node.putObject("dcrHistogram");
        put(histogram, "binWidth", privacy.distances().width());
        add(histogram, "synthetic", privacy.distances().synthetic());
        add(histogram, "holdout", privacy.distances().holdout());
    }

    private static void add(ObjectNode privacy, Disclosure disclosure) {
        put(privacy, "disclosureProtection", disclosure.score());
        ObjectNode node = privacy.putObject("disclosure");
        node.put("sensitive", disclosure.sensitive());
        disclosure.known().forEach(node.putArray("known")::add);
        put(node, "capProtection", disclosure.capProtection());
        put(node, "baselineProtection", disclosure.baselineProtection());
        node.put("realRows", disclosure.realRows()).put("matchedRows", disclosure.matchedRows());
    }

    private static void add(ObjectNode node, String name, int[] counts) {
        ArrayNode array = node.putArray(name);
        for (int count : counts) {
            array.add(count);
        }
    }

    private void add(Utility utility) {
        ObjectNode node = root.putObject("utility").put("target", utility.target());
        if (utility instanceof Utility.NotMeasured not) {
            node.put("notMeasured", not.reason());
        } else if (utility instanceof Utility.Measured measured) {
            node.put("task", measured.task().name().toLowerCase(Locale.ROOT));
            add(node, measured.boosted());
            add(node.putObject("linear"), measured.linear());
            node.putObject("rows")
                    .put("real", measured.realRows())
                    .put("synthetic", measured.syntheticRows())
                    .put("test", measured.testRows());
        }
    }

    private static void add(ObjectNode node, Utility.Scores scores) {
        ObjectNode real = node.putObject("real");
        scores.real().forEach((name, score) -> put(real, name, score));
        ObjectNode synthetic = node.putObject("synthetic");
        scores.synthetic().forEach((name, score) -> put(synthetic, name, score));
    }

    private void add(Detection detection) {
        ObjectNode node = root.putObject("detection");
        if (detection instanceof Detection.NotMeasured not) {
            node.put("notMeasured", not.reason());
        } else if (detection instanceof Detection.Measured measured) {
            put(node, "c2stAuc", measured.c2stAuc());
            put(node, "linearC2stAuc", measured.linearC2stAuc());
            node.put("rowsPerSide", measured.rowsPerSide());
        }
    }

    private void add(List<Bias> all) {
        ArrayNode array = root.putArray("bias");
        for (Bias bias : all) {
            ObjectNode node = array.addObject()
                    .put("column", bias.column())
                    .put("target", bias.target())
                    .put("outcome", bias.outcome());
            put(node, "largestGap", bias.largestGap());
            put(node, "realDifference", bias.realDifference());
            put(node, "syntheticDifference", bias.syntheticDifference());
            ArrayNode groups = node.putArray("groups");
            for (GroupRate rate : bias.groups()) {
                ObjectNode group = groups.addObject().put("group", rate.group());
                put(group, "real", rate.realRate());
                put(group, "synthetic", rate.syntheticRate());
                group.put("realRows", rate.realRows()).put("syntheticRows", rate.syntheticRows());
            }
        }
    }

    private void addSampled(Map<String, Sampled> sampled) {
        ObjectNode node = root.putObject("sampled");
        sampled.forEach((name, sample) ->
                node.putObject(name).put("rows", sample.rows()).put("of", sample.of()));
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
