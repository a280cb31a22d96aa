package io.doppelstream.model.condition;

import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.DerivedCodec;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.CompiledConditions.Alternative;
import io.doppelstream.model.condition.CompiledConditions.ColumnPlan;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.schemas.deadletter.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks conditions against a model's columns and turns them into what the generator is forced to.
 *
 * @param schema columns of the model
 * @param codec their codecs
 * @param layout their places in the condition vector
 */
public record ConditionCompiler(TableSchema schema, TableCodec codec, ConditionLayout layout) {

    /** Part of the records that must lie in a set; the hard conditions of a column are its share 1. */
    private record Target(NumberSet set, double share, Condition origin) {}

    /** Parses and compiles. */
    public ConditionOutcome compile(List<String> sources) {
        List<Condition> conditions = new ArrayList<>();
        for (String source : sources) {
            try {
                conditions.addAll(ConditionParser.parse(source));
            } catch (ConditionSyntaxException e) {
                return new ConditionOutcome.Rejected(ReasonCode.CONDITION_SYNTAX, e.getMessage());
            }
        }
        try {
            return new ConditionOutcome.Compiled(compileAll(conditions));
        } catch (ConditionRejection rejection) {
            return new ConditionOutcome.Rejected(rejection.reason(), rejection.getMessage());
        }
    }

    private CompiledConditions compileAll(List<Condition> conditions) throws ConditionRejection {
        Map<Integer, List<Target>> hard = new TreeMap<>();
        Map<Integer, List<Target>> shares = new TreeMap<>();
        for (Condition condition : conditions) {
            boolean share = condition instanceof Condition.Share;
            Condition plain = condition instanceof Condition.Share s ? s.condition() : condition;
            int column = ConditionValues.column(schema, plain);
            NumberSet set = ConditionValues.of(schema.column(column), codec.codec(column), plain);
            if (codec.codec(column) instanceof DerivedCodec derived) {
                set = sourceOf(derived, set, plain);
                column = derived.source();
            }
            double target = condition instanceof Condition.Share s ? s.share() : 1;
            (share ? shares : hard)
                    .computeIfAbsent(column, key -> new ArrayList<>())
                    .add(new Target(set, target, condition));
        }
        List<ColumnPlan> plans = new ArrayList<>();
        TreeMap<Integer, List<Target>> all = new TreeMap<>(hard);
        shares.keySet().forEach(column -> all.putIfAbsent(column, List.of()));
        for (int column : all.keySet()) {
            plans.add(plan(column, all.get(column), shares.getOrDefault(column, List.of())));
        }
        return new CompiledConditions(codec.layout(), layout, plans);
    }

    /** The categories of the source for which the derived value is in the set, as a set of the source's values. */
    private NumberSet sourceOf(DerivedCodec derived, NumberSet set, Condition condition) throws ConditionRejection {
        ColumnCodec source = codec.codec(derived.source());
        List<Double> values = new ArrayList<>();
        boolean nulls = false;
        for (int category = 0; category < source.categories(); category++) {
            if (set.contains(derived.values()[category])) {
                double value = source.decode(category, 0);
                nulls |= Double.isNaN(value);
                if (!Double.isNaN(value)) {
                    values.add(value);
                }
            }
        }
        NumberSet result = new NumberSet(NumberSet.of(values).intervals(), nulls);
        if (result.isEmpty()) {
            throw impossible(condition);
        }
        return result;
    }

    private ColumnPlan plan(int column, List<Target> hard, List<Target> shares) throws ConditionRejection {
        ColumnCodes codes = layout.codes(column)
                .orElseThrow(() -> new ConditionRejection(
                        ReasonCode.COLUMN_NOT_CONDITIONABLE,
                        "Expected a condition on a column that the model can be conditioned on, found column '"
                                + schema.column(column).name() + "', which it encodes without condition codes"));
        NumberSet set = NumberSet.ALL;
        for (Target target : hard) {
            NumberSet narrowed = set.intersect(target.set());
            if (narrowed.isEmpty()) {
                throw new ConditionRejection(
                        ReasonCode.CONDITION_CONTRADICTORY,
                        "Expected conditions that can hold together, found none that meets " + texts(hard));
            }
            set = narrowed;
        }
        if (shares.isEmpty()) {
            List<Alternative> alternatives = alternatives(codes, set, 1);
            if (alternatives.isEmpty()) {
                throw impossible(hard.get(hard.size() - 1).origin());
            }
            return new ColumnPlan(codes, alternatives, false);
        }
        return new ColumnPlan(codes, targets(codes, set, shares), true);
    }

    private List<Alternative> targets(ColumnCodes codes, NumberSet within, List<Target> shares)
            throws ConditionRejection {
        List<Alternative> alternatives = new ArrayList<>();
        NumberSet others = within;
        NumberSet seen = new NumberSet(List.of(), false);
        double left = 1;
        for (Target target : shares) {
            NumberSet set = others.intersect(target.set());
            boolean overlaps = set.isEmpty() || !seen.intersect(target.set()).isEmpty();
            seen = union(seen, target.set());
            left -= target.share();
            if (overlaps || left < -1e-9) {
                throw new ConditionRejection(
                        ReasonCode.CONDITION_CONTRADICTORY,
                        "Expected target shares of disjoint conditions that sum to at most 1, found " + texts(shares));
            }
            List<Alternative> ways = alternatives(codes, set, target.share());
            if (target.share() > 0 && ways.isEmpty()) {
                throw impossible(target.origin());
            }
            alternatives.addAll(target.share() > 0 ? ways : List.of());
            others = others.intersect(target.set().complement(!target.set().nulls()));
        }
        if (left > 1e-9) {
            List<Alternative> ways = alternatives(codes, others, left);
            if (ways.isEmpty()) {
                throw new ConditionRejection(
                        ReasonCode.CONDITION_IMPOSSIBLE,
                        "Expected something left for the rest of the records, found that nothing but " + texts(shares)
                                + " is possible");
            }
            alternatives.addAll(ways);
        }
        return alternatives;
    }

    private static NumberSet union(NumberSet a, NumberSet b) {
        return a.complement(!a.nulls()).intersect(b.complement(!b.nulls())).complement(a.nulls() || b.nulls());
    }

    /** The ways to stay within a set: one with all its categories, and one more for each further interval of the rest. */
    private List<Alternative> alternatives(ColumnCodes codes, NumberSet set, double weight) {
        ColumnCodec column = codec.codec(codes.column());
        boolean[] plain = new boolean[column.categories()];
        for (int category = 0; category < plain.length; category++) {
            plain[category] = category != codes.rest()
                    && codes.frequencies()[category] > 0
                    && set.contains(column.decode(category, 0));
        }
        List<Alternative> found = new ArrayList<>();
        if (codes.rest() >= 0) {
            addIntervals(codes, (QuantileCodec) column, set, plain, found);
        }
        Allowed categoriesOnly = new Allowed(codes.column(), plain, 0, 1);
        double mass = plain.length == 0 ? 0 : codes.mass(categoriesOnly);
        if (found.isEmpty() && mass > 0) {
            found.add(new Alternative(categoriesOnly, set, mass));
        } else if (found.size() > 1 && mass > 0) {
            found.add(new Alternative(categoriesOnly, set, mass));
        }
        double total = found.stream().mapToDouble(Alternative::weight).sum();
        return found.stream()
                .map(way -> new Alternative(way.allowed(), way.values(), weight * way.weight() / total))
                .toList();
    }

    private void addIntervals(
            ColumnCodes codes, QuantileCodec column, NumberSet set, boolean[] plain, List<Alternative> found) {
        List<NumberSet.Interval> reachable = column
                .reachable(set.intervals().stream()
                        .map(interval -> new double[] {interval.low(), interval.high()})
                        .toList())
                .stream()
                .map(ends -> new NumberSet.Interval(ends[0], ends[1]))
                .toList();
        for (NumberSet.Interval interval : reachable) {
            boolean[] categories = reachable.size() == 1 ? plain.clone() : new boolean[plain.length];
            if (categories.length > 0) {
                categories[codes.rest()] = true;
            }
            Allowed allowed =
                    new Allowed(codes.column(), categories, column.low(interval.low()), column.high(interval.high()));
            // Common values are categories of their own: the rest stays between them, never on them.
            NumberSet values = reachable.size() == 1 ? set : new NumberSet(List.of(interval), false);
            found.add(new Alternative(allowed, values, Math.max(codes.mass(allowed), Double.MIN_NORMAL)));
        }
    }

    private static ConditionRejection impossible(Condition condition) {
        return new ConditionRejection(
                ReasonCode.CONDITION_IMPOSSIBLE,
                "Expected a condition that some record of the real data meets, found " + condition
                        + ", which none that the model learned from does");
    }

    private static String texts(List<Target> targets) {
        return targets.stream()
                .map(target -> target.origin().toString())
                .toList()
                .toString();
    }
}
