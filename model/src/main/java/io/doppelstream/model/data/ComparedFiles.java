package io.doppelstream.model.data;

import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ColumnOverride;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.SchemaOverrides;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files to be compared, read with one schema: the one inferred from the real file, with the vocabularies of all of them.
 *
 * @param real real rows
 * @param synthetic synthetic rows
 * @param train rows that the synthetic ones were learned from
 * @param structure Jaccard index of the (name, type) pairs of the real and the synthetic file, in [0, 1]
 * @param keyUniqueness for each identifier the share of synthetic rows whose value is neither null nor a repetition
 */
public record ComparedFiles(
        Table real, Table synthetic, Optional<Table> train, double structure, Map<String, Double> keyUniqueness) {

    /** Reads them. */
    public static ComparedFiles read(Path real, Path synthetic, Optional<Path> train, SchemaOverrides overrides)
            throws UnusableDataException {
        try (DataFile a = DataFile.open(real);
                DataFile b = DataFile.open(synthetic);
                DataFile c = train.isPresent() ? DataFile.open(train.get()) : null) {
            TableSchema schema = TableReader.infer(a, overrides);
            TableReader.requireColumns(b, schema);
            List<DataFile> others = new ArrayList<>(List.of(b));
            if (c != null) {
                TableReader.requireColumns(c, schema);
                others.add(c);
            }
            TableSchema all = withVocabularies(schema, others);
            return new ComparedFiles(
                    TableReader.read(a, all),
                    TableReader.read(b, all),
                    c == null ? Optional.empty() : Optional.of(TableReader.read(c, all)),
                    structure(a, b, overrides),
                    keyUniqueness(schema, b));
        }
    }

    private static TableSchema withVocabularies(TableSchema schema, List<DataFile> others)
            throws UnusableDataException {
        List<Column> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            if (!column.categorical()) {
                columns.add(column);
                continue;
            }
            Set<String> vocabulary = new LinkedHashSet<>(column.vocabulary());
            for (DataFile file : others) {
                vocabulary.addAll(file.vocabulary(column.name()));
            }
            Role role = new Role.Categorical(List.copyOf(vocabulary));
            columns.add(new Column(column.name(), column.type(), role, column.nullable()));
        }
        return new TableSchema(columns, schema.key());
    }

    private static double structure(DataFile real, DataFile synthetic, SchemaOverrides overrides) {
        Set<List<String>> a = namesAndTypes(real, overrides);
        Set<List<String>> b = namesAndTypes(synthetic, overrides);
        Set<List<String>> union = new HashSet<>(a);
        union.addAll(b);
        a.retainAll(b);
        return (double) a.size() / union.size();
    }

    private static Set<List<String>> namesAndTypes(DataFile file, SchemaOverrides overrides) {
        Set<List<String>> all = new HashSet<>();
        file.types().forEach((name, duckType) -> {
            ColumnOverride override = overrides.of(name);
            if (override == null || !override.drop()) {
                ValueType type = TableReader.ofDuckType(duckType, override);
                all.add(List.of(name, type == null ? duckType : type.label()));
            }
        });
        return all;
    }

    private static Map<String, Double> keyUniqueness(TableSchema schema, DataFile synthetic)
            throws UnusableDataException {
        Map<String, Double> uniqueness = new TreeMap<>();
        for (Column column : schema.columns()) {
            if (column.role() instanceof Role.Identifier) {
                uniqueness.put(column.name(), synthetic.uniqueness(column.name()));
            }
        }
        return uniqueness;
    }
}
