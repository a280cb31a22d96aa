package io.doppelstream.trainer.evaluate;

import io.doppelstream.trainer.evaluate.bias.Bias;
import io.doppelstream.trainer.evaluate.conditional.ConditionalFidelity;
import io.doppelstream.trainer.evaluate.detection.Detection;
import io.doppelstream.trainer.evaluate.diagnostic.Diagnostic;
import io.doppelstream.trainer.evaluate.fidelity.QualityReport;
import io.doppelstream.trainer.evaluate.privacy.Privacy;
import io.doppelstream.trainer.evaluate.utility.Utility;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything measured of synthetic rows.
 *
 * @param quality fidelity of columns and pairs
 * @param conditional fidelity of rows asked for by conditions; empty unless there is a model to ask
 * @param diagnostic whether the rows are valid
 * @param privacy empty unless the training rows are known beside a hold-out
 * @param utility empty unless there is a target
 * @param detection whether the rows can be told from real ones
 * @param bias one entry for each protected column and outcome
 * @param rows how many rows there were
 * @param sampled by metric, what it looked at where that is not all rows
 */
public record Evaluation(
        QualityReport quality,
        Optional<ConditionalFidelity> conditional,
        Diagnostic diagnostic,
        Optional<Privacy> privacy,
        Optional<Utility> utility,
        Detection detection,
        List<Bias> bias,
        Rows rows,
        Map<String, Sampled> sampled) {

    public Evaluation {
        bias = List.copyOf(bias);
        sampled = Collections.unmodifiableMap(new TreeMap<>(sampled));
    }

    /**
     * Numbers of rows.
     *
     * @param real hold-out rows
     * @param synthetic rows judged
     * @param train rows that the model was trained on; 0 where that is not known
     */
    public record Rows(int real, int synthetic, int train) {}

    /** The same, of a model that was trained on so many rows. */
    public Evaluation trainedOn(int trainRows) {
        Rows known = new Rows(rows.real, rows.synthetic, trainRows);
        return new Evaluation(quality, conditional, diagnostic, privacy, utility, detection, bias, known, sampled);
    }

    /** The same with what was measured of the model under conditions. */
    public Evaluation with(ConditionalFidelity measured) {
        return new Evaluation(
                quality, Optional.of(measured), diagnostic, privacy, utility, detection, bias, rows, sampled);
    }

    /**
     * The figures of a manifest by their path in {@code quality.json}, for example {@code privacy.medianDcr}; those that are
     * not defined are left out. Names stay what they are from version to version.
     */
    public Map<String, Double> figures() {
        return Figures.of(this);
    }
}
