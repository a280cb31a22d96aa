package io.doppelstream.cli.retrain;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.image.ImageRecords;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.trainer.gan.GanConfig;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * How a new version is trained: as the request says, and where it says nothing as the champion was.
 *
 * @param gan kind and settings
 * @param overrides of the schema that the topic's records suggest: key, columns left out, roles
 * @param target column that the data is used to predict; empty: none
 */
record RetrainPlan(GanConfig gan, SchemaOverrides overrides, Optional<String> target) {

    private static final String DEFAULT_KIND = "tabular";
    private static final String ON = ": to go on, ask again without a champion, which publishes a new version that is"
            + " not compared with any";

    /**
     * Makes a plan.
     *
     * @param champion manifest of the version to be compared with; empty: there is none
     * @param topic latest schema of the topic's records
     * @throws UserException where the champion cannot be compared with a model of the topic
     */
    static RetrainPlan of(TrainingRequest request, Optional<Manifest> champion, Schema topic) {
        if (ImageRecords.recognises(topic)) {
            throw new UserException("Expected a topic of records with flat columns, found images in "
                    + request.getTopic() + ": train on them with doppel train --data topic:" + request.getTopic());
        }
        champion.ifPresent(manifest -> check(request, manifest, topic));
        String kind = request.getKind() == null ? champion.map(Manifest::kind).orElse(DEFAULT_KIND) : request.getKind();
        return new RetrainPlan(
                GanConfig.of(kind, settings(kind, champion)),
                champion.map(RetrainPlan::overrides).orElse(SchemaOverrides.NONE),
                Optional.ofNullable(request.getTargetColumn()).or(() -> champion.flatMap(RetrainPlan::target)));
    }

    private static void check(TrainingRequest request, Manifest champion, Schema topic) {
        String version = champion.name() + " " + champion.version();
        if (champion.training().privacy() != null) {
            throw new UserException("Expected a champion that was trained without differential privacy, found "
                    + version + " with epsilon " + champion.training().privacy().epsilon()
                    + ": a new version without it would give away what this one protects; train by hand with"
                    + " --epsilon and publish that");
        }
        Map<String, Optional<ValueType>> had = types(new Schema.Parser().parse(champion.recordSchema()));
        Map<String, Optional<ValueType>> has = types(topic);
        for (Map.Entry<String, Optional<ValueType>> column : had.entrySet()) {
            if (!has.containsKey(column.getKey())) {
                throw unlike(request, version, "no column '" + column.getKey() + "'");
            }
            if (!has.get(column.getKey()).equals(column.getValue())) {
                throw unlike(
                        request,
                        version,
                        "the column '" + column.getKey() + "' with values of type " + label(has.get(column.getKey()))
                                + " instead of " + label(column.getValue()));
            }
        }
        for (String column : has.keySet()) {
            if (!had.containsKey(column)) {
                throw unlike(request, version, "a column '" + column + "' that it does not know");
            }
        }
    }

    private static UserException unlike(TrainingRequest request, String version, String found) {
        return new UserException("Expected the topic " + request.getTopic() + " to have the columns of the champion "
                + version + ", found " + found + ON);
    }

    private static String label(Optional<ValueType> type) {
        return type.map(ValueType::label).orElse("no kind that is learned");
    }

    private static Map<String, Optional<ValueType>> types(Schema record) {
        Map<String, Optional<ValueType>> types = new LinkedHashMap<>();
        record.getFields()
                .forEach(field -> types.put(AvroTypes.columnName(field), AvroTypes.valueType(field.schema())));
        return types;
    }

    /** The champion's, where it is of the same kind. Its manifest has facts of the training beside them. */
    private static Map<String, Object> settings(String kind, Optional<Manifest> champion) {
        Map<String, Object> settings = new TreeMap<>();
        champion.filter(manifest -> manifest.kind().equals(kind))
                .ifPresent(manifest -> settings.putAll(manifest.training().configuration()));
        settings.keySet()
                .retainAll(new JsonMapper()
                        .convertValue(GanConfig.of(kind), new TypeReference<Map<String, Object>>() {})
                        .keySet());
        return settings;
    }

    /** Columns that the champion left out stay out, its categories categories, its identifiers identifiers. */
    private static SchemaOverrides overrides(Manifest champion) {
        Map<String, ColumnOverride> columns = new HashMap<>();
        types(new Schema.Parser().parse(champion.recordSchema())).forEach((name, recorded) -> {
            OptionalInt index = champion.schema().indexOf(name);
            if (index.isEmpty()) {
                columns.put(name, new ColumnOverride(null, null, null, true));
            } else {
                override(champion.schema().column(index.getAsInt()), recorded)
                        .ifPresent(override -> columns.put(name, override));
            }
        });
        return new SchemaOverrides(champion.schema().key(), columns);
    }

    private static Optional<ColumnOverride> override(Column column, Optional<ValueType> recorded) {
        if (column.role() instanceof Role.Identifier) {
            return Optional.of(new ColumnOverride("identifier", null, null, false));
        } else if (column.categorical()) {
            return Optional.of(new ColumnOverride("categorical", null, null, false));
        } else if (!column.continuous() || recorded.equals(Optional.of(column.type()))) {
            return Optional.empty();
        } else if (column.type() instanceof ValueType.Decimal decimal) {
            return Optional.of(new ColumnOverride("decimal", decimal.scale(), null, false));
        } else if (column.type() instanceof ValueType.Timestamp timestamp) {
            return Optional.of(new ColumnOverride("timestamp", null, timestamp.zone(), false));
        }
        return Optional.of(new ColumnOverride(column.type().label(), null, null, false));
    }

    /** As the manifest has it, of a target that is drawn by a classifier. */
    private static Optional<String> target(Manifest champion) {
        return champion.training().configuration().get("target") instanceof Map<?, ?> facts
                        && facts.get("column") instanceof String column
                ? Optional.of(column)
                : Optional.empty();
    }
}
