package io.doppelstream.trainer.report;

import io.doppelstream.trainer.report.SvgLines.Line;
import io.doppelstream.trainer.report.SvgLines.Point;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the training went. */
record TrainingSection(TrainingCourse course, List<Fact> configuration) implements Section {

    @Override
    public String id() {
        return "training";
    }

    @Override
    public String title() {
        return "Training";
    }

    @Override
    public void write(Html html) {
        html.element(
                "p",
                "Training ended because " + course.ending() + ". Published are the weights after step "
                        + Numbers.count(course.publishedStep())
                        + ", the best by validation quality; differences within the noise of a sample count as equal, and of equal"
                        + " ones the later is taken.");
        SvgLines.write(
                html,
                validations(),
                published(),
                "Validation quality, on a cheap sample: comparable from moment to moment, not with the figures above");
        SvgLines.write(html, losses(), published(), "Losses of the players; in a GAN they balance, and need not fall");
        DataTable settings = new DataTable("Configuration").texts("Setting", "Value");
        configuration.forEach(fact -> settings.row(fact.name(), fact.value()));
        settings.write(html);
    }

    private List<Line> validations() {
        List<Line> lines = new ArrayList<>(List.of(validation("quality", Validation::quality)));
        course.validations().stream()
                .flatMap(validation -> validation.figures().keySet().stream())
                .distinct()
                .forEach(name -> lines.add(
                        validation(name, validation -> validation.figures().getOrDefault(name, Double.NaN))));
        return lines;
    }

    private Line validation(String name, ToDoubleFunction<Validation> figure) {
        return new Line(
                name,
                course.validations().stream()
                        .map(validation -> new Point(validation.fraction(), figure.applyAsDouble(validation)))
                        .toList(),
                true);
    }

    private double published() {
        return course.validations().stream()
                .filter(validation -> validation.steps() == course.publishedStep())
                .mapToDouble(Validation::fraction)
                .findFirst()
                .orElse(Double.NaN);
    }

    private List<Line> losses() {
        return course.losses().stream()
                .flatMap(progress -> progress.losses().keySet().stream())
                .distinct()
                .map(player -> new Line(
                        player,
                        course.losses().stream()
                                .filter(progress -> progress.losses().containsKey(player))
                                .map(progress -> point(progress, player))
                                .toList(),
                        false))
                .toList();
    }

    private static Point point(Progress progress, String player) {
        return new Point(progress.fraction(), progress.losses().get(player));
    }
}
