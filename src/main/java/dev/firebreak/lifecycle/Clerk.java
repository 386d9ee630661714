package dev.firebreak.lifecycle;

/** Takes down what people say in forms: in the engine's transaction, before the diagram goes on. */
public interface Clerk {

    void takeDown(Completion said);
}
