package io.doppelstream.model.anomaly;

import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.Grid;
import io.doppelstream.model.codec.MixtureCodec;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionCompiler;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Checks what anomalies a request asks for against a model.
 *
 * @param conditions compiles the rare class; has the model's schema and codecs
 * @param normal what is normal to the model; asked for where a kind needs it
 * @param score by which a model that detects anomalies tells the tail; empty: it has none, and columns are taken one by one
 * @param chunkSize of the model
 */
public record InjectionCompiler(
        ConditionCompiler conditions, Supplier<NormalRecords> normal, Optional<DetectorScore> score, int chunkSize) {

    /** Compiles; the outcome is the same whenever it is asked for. */
    public InjectionOutcome compile(Injection injection) {
        try {
            return new InjectionOutcome.Compiled(injector(injection));
        } catch (InjectionRejection rejection) {
            return new InjectionOutcome.Rejected(rejection.reason(), rejection.getMessage());
        }
    }

    private AnomalyInjector injector(Injection injection) throws InjectionRejection {
        if (schema().columns().stream().anyMatch(Column::image)) {
            throw invalid("Expected a model of tables for anomalies, found one of images");
        }
        List<Integer> columns = columns(injection);
        CompiledConditions rareClass = null;
        TailRows tail = null;
        Map<AnomalyKind, Perturbation> perturbations = new EnumMap<>(AnomalyKind.class);
        for (AnomalyKind kind : injection.kinds()) {
            switch (kind) {
                case RARE_CLASS -> rareClass = rareClass(injection.rareClass());
                case TAIL -> tail = new TailRows(tailScore(), chunkSize);
                case VALUE_SHIFT -> perturbations.put(kind, valueShift(columns));
                case SWAPPED_CATEGORY -> perturbations.put(kind, swappedCategory(columns));
                case IMPOSSIBLE_COMBINATION -> perturbations.put(kind, impossibleCombination(columns));
                case BURST -> perturbations.put(kind, new Burst(schema(), columns));
            }
        }
        return new AnomalyInjector(injection, rareClass, tail, perturbations);
    }

    private RowScore tailScore() {
        return score.isPresent() ? score.get() : new TailScore(normal.get());
    }

    private TableSchema schema() {
        return conditions.schema();
    }

    /** The columns that may be changed; never the label's, which a change would contradict. */
    private List<Integer> columns(Injection injection) throws InjectionRejection {
        for (String name : injection.columns()) {
            OptionalInt index = schema().indexOf(name);
            if (index.isEmpty()) {
                throw new InjectionRejection(
                        ReasonCode.UNKNOWN_COLUMN,
                        "Expected columns for anomalies out of " + schema().names() + ", found '" + name + "'");
            } else if (!schema().column(index.getAsInt()).learned() || name.equals(injection.labelColumn())) {
                throw invalid("Expected columns for anomalies that the model learns and that are not the label's,"
                        + " found '" + name + "'");
            }
        }
        List<Integer> columns = IntStream.range(0, schema().size())
                .filter(column -> schema().column(column).learned())
                .filter(column -> injection.columns().isEmpty()
                        || injection.columns().contains(schema().column(column).name()))
                .filter(column -> !schema().column(column).name().equals(injection.labelColumn()))
                .boxed()
                .toList();
        if (columns.isEmpty()) {
            throw invalid("Expected a model with a column beside the label's for anomalies, found none");
        }
        return columns;
    }

    private CompiledConditions rareClass(String condition) throws InjectionRejection {
        ConditionOutcome outcome = conditions.compile(List.of(condition));
        if (outcome instanceof ConditionOutcome.Rejected rejected) {
            throw new InjectionRejection(rejected.reason(), "The rare class: " + rejected.message());
        }
        return ((ConditionOutcome.Compiled) outcome).conditions();
    }

    private Perturbation valueShift(List<Integer> columns) throws InjectionRejection {
        List<ValueShift.Axis> axes = columns.stream()
                .filter(column -> schema().column(column).continuous()
                        && normal.get().values(column).width() > 0)
                .map(column -> new ValueShift.Axis(
                        column, schema().column(column), normal.get().values(column), grid(column)))
                .toList();
        if (axes.isEmpty()) {
            throw none(AnomalyKind.VALUE_SHIFT, "a column of numbers of more than one value", columns);
        }
        return new ValueShift(axes);
    }

    private Grid grid(int column) {
        ColumnCodec codec = conditions.codec().codec(column);
        if (codec instanceof QuantileCodec quantile) {
            return quantile.grid();
        }
        return codec instanceof MixtureCodec mixture ? mixture.grid() : Grid.NONE;
    }

    private Perturbation swappedCategory(List<Integer> columns) throws InjectionRejection {
        List<Integer> candidates = columns.stream()
                .filter(column -> schema().column(column).categorical()
                        && schema().column(column).vocabulary().size() > 1)
                .toList();
        if (candidates.isEmpty()) {
            throw none(AnomalyKind.SWAPPED_CATEGORY, "a column of at least two categories", columns);
        }
        return new SwappedCategory(schema(), candidates);
    }

    private Perturbation impossibleCombination(List<Integer> columns) throws InjectionRejection {
        List<ExclusiveValues> pairs = normal.get().exclusive();
        boolean open = pairs.stream()
                .anyMatch(pair -> columns.contains(pair.first().column())
                        && columns.contains(pair.second().column()));
        if (!open) {
            throw none(AnomalyKind.IMPOSSIBLE_COMBINATION, "two columns with common values that never meet", columns);
        }
        return new ImpossibleCombination(normal.get().rows(), pairs, new TreeSet<>(columns));
    }

    private InjectionRejection none(AnomalyKind kind, String needed, List<Integer> columns) {
        return invalid("Expected " + needed + " for anomalies of the kind " + kind.label() + ", found none among "
                + columns.stream().map(column -> schema().column(column).name()).toList());
    }

    private static InjectionRejection invalid(String message) {
        return new InjectionRejection(ReasonCode.INVALID_ANOMALIES, message);
    }
}
