package io.doppelstream.cli.retrain;

import io.doppelstream.model.anomaly.AnomalyInjector;
import io.doppelstream.model.anomaly.AnomalyKind;
import io.doppelstream.model.anomaly.Injection;
import io.doppelstream.model.anomaly.InjectionCompiler;
import io.doppelstream.model.anomaly.InjectionOutcome;
import io.doppelstream.model.anomaly.NormalRecords;
import io.doppelstream.model.anomaly.RowSource;
import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionLayout;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.evaluate.score.RocAuc;
import io.doppelstream.trainer.evaluate.score.RowSample;
import io.doppelstream.trainer.sample.PackageDetector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Real records, every second of them made an anomaly, to compare detectors by: the same ones whichever detector looks at them. What is
 * normal is told by the records themselves; no model takes part.
 */
final class InjectedRecords {

    /** Kinds that a record can be changed into, without a model and without a class that is rare. */
    private static final List<AnomalyKind> KINDS =
            List.of(AnomalyKind.VALUE_SHIFT, AnomalyKind.SWAPPED_CATEGORY, AnomalyKind.IMPOSSIBLE_COMBINATION);

    private static final double SHARE = 0.5;
    private static final int MOST_ROWS = 10_000;
    private static final long SEED = 1;

    private static final RowSource NO_MODEL = (seed, conditions, firstRow, rows) -> {
        throw new IllegalStateException("Expected anomalies that are made of records, found some of a model");
    };

    private final Table records;
    private final AnomalyInjector injector;
    private final CompiledConditions none;

    private InjectedRecords(Table records, AnomalyInjector injector, CompiledConditions none) {
        this.records = records;
        this.injector = injector;
        this.none = none;
    }

    /** {@value #MOST_ROWS} of some records at most; empty if none of them can be made an anomaly. */
    static Optional<InjectedRecords> of(Table all) {
        Table records = RowSample.atMost(MOST_ROWS, all, SEED);
        TableCodec codec = CodecFitter.QUANTILE.fit(records);
        ConditionLayout layout = ConditionLayout.of(codec, records);
        NormalRecords normal = NormalRecords.of(records);
        InjectionCompiler compiler = new InjectionCompiler(
                new ConditionCompiler(records.schema(), codec, layout), () -> normal, Optional.empty(), records.rows());
        List<AnomalyKind> possible = KINDS.stream()
                .filter(kind -> injector(compiler, List.of(kind)).isPresent())
                .toList();
        return possible.isEmpty()
                ? Optional.empty()
                : injector(compiler, possible)
                        .map(injector -> new InjectedRecords(
                                records, injector, CompiledConditions.none(codec.layout(), layout)));
    }

    private static Optional<AnomalyInjector> injector(InjectionCompiler compiler, List<AnomalyKind> kinds) {
        return compiler.compile(new Injection(SHARE, kinds, List.of(), null, null))
                        instanceof InjectionOutcome.Compiled compiled
                ? Optional.of(compiled.injector())
                : Optional.empty();
    }

    /**
     * What a model finds.
     *
     * @param model schema of the model
     * @param sample number of the injection
     * @return ROC AUC of its default score: {@value Contest#DETECTION}, and for each kind the same with the kind after a point
     */
    Map<String, Double> figures(PackageDetector detector, TableSchema model, int sample) {
        Table injected = records.select(IntStream.range(0, records.rows()).toArray());
        String[] labels = injector.inject(injected.columns(), new long[] {SEED, sample}, none, 0, NO_MODEL);
        double[][] raw = detector.score(injected.rows(), new ModelEvents(injected, model)::at);
        double[] scores =
                Arrays.stream(raw).mapToDouble(detector.scoring()::value).toArray();
        Map<String, Double> figures = new TreeMap<>();
        figures.put(Contest.DETECTION, rocAuc(scores, labels, ""));
        Arrays.stream(labels)
                .filter(Objects::nonNull)
                .map(label -> label.split(":", 2)[0])
                .distinct()
                .forEach(kind -> figures.put(Contest.DETECTION + "." + kind, rocAuc(scores, labels, kind)));
        return figures;
    }

    /** Of the anomalies whose label begins so, against normal records. */
    private static double rocAuc(double[] scores, String[] labels, String prefix) {
        int[] rows = IntStream.range(0, labels.length)
                .filter(row -> labels[row] == null || labels[row].startsWith(prefix))
                .toArray();
        boolean[] anomaly = new boolean[rows.length];
        double[] own = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            anomaly[i] = labels[rows[i]] != null;
            own[i] = scores[rows[i]];
        }
        return RocAuc.of(own, anomaly);
    }
}
