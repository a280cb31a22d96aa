package io.doppelstream.trainer.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The trained values of parameters: one variable each, made when it is first asked for. A variable's seed is the order
 * of its making, so that the same plan gives the same first weights.
 */
public final class Variables implements Weights {

    private record Slot(Operand<TFloat32> initialValue, Variable<TFloat32> variable) {}

    private final Ops tf;
    private final Seeds seeds;
    private final Map<Parameter, Slot> slots = new LinkedHashMap<>();
    private final List<Variable<TFloat32>> all = new ArrayList<>();

    public Variables(Ops tf, Seeds seeds) {
        this.tf = tf;
        this.seeds = seeds;
    }

    @Override
    public Variable<TFloat32> of(Parameter parameter) {
        return slot(parameter).variable();
    }

    /** A second variable that starts with the same value as the parameter's own. */
    public Variable<TFloat32> twin(Parameter parameter) {
        return kept(
                tf.withName(parameter.name() + ".twin").variable(slot(parameter).initialValue()));
    }

    /** A variable of the parameter's shape that starts at zero: an optimizer's moment. */
    public Variable<TFloat32> zerosLike(Parameter parameter) {
        // Not tf.zeros: it reads the names of the whole graph, each time.
        return kept(tf.withName(parameter.name() + ".moment")
                .variable(tf.fill(tf.constant(parameter.shape()), tf.constant(0f))));
    }

    /** Every variable made so far, twins and moments included, in the order of their making. */
    public List<Variable<TFloat32>> all() {
        return List.copyOf(all);
    }

    private Variable<TFloat32> kept(Variable<TFloat32> variable) {
        all.add(variable);
        return variable;
    }

    private Slot slot(Parameter parameter) {
        return slots.computeIfAbsent(parameter, missing -> {
            Operand<TFloat32> initialValue = missing.initializer().create(tf, missing.shape(), seeds.next(tf));
            return new Slot(initialValue, kept(tf.withName(missing.name()).variable(initialValue)));
        });
    }
}
