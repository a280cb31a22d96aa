package io.doppelstream.model.score;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the scores of a detector mean: the manifest's section {@code scoring}. Its {@code score} signature has one raw score for each member,
 * higher being more anomalous.
 *
 * @param members in the order of the raw scores, at least one
 * @param score the default: a member's name or {@value #RANK_MEAN}
 * @param rankMean of the mean of the members' percentiles
 * @param criterion by which the default was chosen, see {@link Criterion}
 * @param figures ROC AUC by that criterion, in [0, 1], of each member and of the rank mean, by name; empty where there was no choice
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Scoring(
        List<Member> members, String score, Calibration rankMean, Criterion criterion, Map<String, Double> figures) {

    /** Name of the signature. */
    public static final String SIGNATURE = "score";
    /** Name of its input, float32[rows, D]: see {@link EventFeatures}. */
    public static final String ROW = "row";
    /** Name of the output that says what each learned column adds, float32[rows, learned columns], at least 0. */
    public static final String CONTRIBUTION = "contribution";
    /** The mean of the members' percentiles as a score. */
    public static final String RANK_MEAN = "rank-mean";

    private static final Set<String> TAKEN = Set.of(RANK_MEAN, CONTRIBUTION);

    /** By what the default score was chosen. */
    public enum Criterion {
        /** Anomalies of the validation slice that labels name. */
        LABELLED,
        /** There were no labels: the default is the kind's, the figures are held-out rows against perturbed ones. */
        PERTURBED,
        /** It was not measured: the default is the kind's. */
        GIVEN
    }

    /**
     * A score of the model.
     *
     * @param name also of its output in the signature, lower case
     * @param calibration on training data held out from its fit
     */
    public record Member(String name, Calibration calibration) {
        /** Checks the name. */
        public Member {
            if (name == null || !name.matches("[a-z][a-z0-9-]{0,30}") || TAKEN.contains(name)) {
                throw new IllegalArgumentException("Expected a name of a score of lower-case letters, digits and '-',"
                        + " none of " + TAKEN + ", found '" + name + "'");
            }
            if (calibration == null) {
                throw new IllegalArgumentException("Expected a calibration of the score '" + name + "', found none");
            }
        }
    }

    /** Checks that the parts belong together. */
    public Scoring {
        members = members == null ? List.of() : List.copyOf(members);
        figures = figures == null ? Map.of() : Map.copyOf(figures);
        Set<String> names = members.stream().map(Member::name).collect(Collectors.toSet());
        if (members.isEmpty() || names.size() < members.size()) {
            throw new IllegalArgumentException("Expected at least one score, each with a name of its own, found "
                    + members.stream().map(Member::name).toList());
        }
        if (score == null || !(names.contains(score) || score.equals(RANK_MEAN))) {
            throw new IllegalArgumentException("Expected the default score to be one of " + names + " or " + RANK_MEAN
                    + ", found '" + score + "'");
        }
        if (rankMean == null || criterion == null) {
            throw new IllegalArgumentException("Expected a calibration of the rank mean and a criterion, found "
                    + (rankMean == null ? "no calibration" : "no criterion"));
        }
    }

    /** Name of the output of the signature that has the expected value of a column, in final units. */
    public static String expected(int column) {
        return "expected_" + column;
    }

    /** Names of the raw scores, in their order. */
    @JsonIgnore
    public List<String> names() {
        return members.stream().map(Member::name).toList();
    }

    /** Names of the members that the default score needs. */
    @JsonIgnore
    public List<String> needed() {
        return score.equals(RANK_MEAN) ? names() : List.of(score);
    }

    /**
     * The default score before its calibration, higher being more anomalous: what a member gives, or the mean of the members' percentiles. It has an
     * order where percentiles are too near to 1 to tell.
     *
     * @param raw one score a member, in their order
     */
    public double value(double[] raw) {
        return value(score, raw);
    }

    /**
     * A score of any name before its calibration.
     *
     * @param name of a member, or {@value #RANK_MEAN}
     */
    public double value(String name, double[] raw) {
        if (raw.length != members.size()) {
            throw new IllegalArgumentException("Expected a score of each of " + names() + ", found " + raw.length);
        }
        return name.equals(RANK_MEAN) ? meanPercentile(members, raw) : raw[index(name)];
    }

    private int index(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("Expected one of the scores " + names() + ", found '" + name + "'");
        }
        return index;
    }

    /**
     * Percentile of the default score among the held-out training rows: an alert at the rate a is a percentile above
     * 1 - a.
     *
     * @param raw one score a member, in their order; those that are not {@link #needed} are not read
     * @return in [0, 1]
     */
    public double percentile(double[] raw) {
        return percentile(score, raw);
    }

    /**
     * Percentile of a score of any name.
     *
     * @param name of a member, or {@value #RANK_MEAN}
     */
    public double percentile(String name, double[] raw) {
        double value = value(name, raw);
        Calibration calibration =
                name.equals(RANK_MEAN) ? rankMean : members.get(index(name)).calibration();
        return calibration.percentile(value);
    }

    /** The rank mean before its own calibration: mean of the members' percentiles, in [0, 1]. */
    public static double meanPercentile(List<Member> members, double[] raw) {
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            sum += members.get(i).calibration().percentile(raw[i]);
        }
        return sum / raw.length;
    }

    /**
     * Calibrates scores.
     *
     * @param names of the members
     * @param raw a row for each held-out training row, with a score for each member
     * @param score the default
     */
    public static Scoring of(
            List<String> names, double[][] raw, String score, Criterion criterion, Map<String, Double> figures) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int member = i;
            double[] scores = Arrays.stream(raw).mapToDouble(row -> row[member]).toArray();
            members.add(new Member(names.get(i), Calibration.of(scores)));
        }
        double[] means = Arrays.stream(raw)
                .mapToDouble(row -> meanPercentile(members, row))
                .toArray();
        return new Scoring(members, score, Calibration.of(means), criterion, figures);
    }
}
