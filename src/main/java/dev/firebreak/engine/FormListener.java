package dev.firebreak.engine;

/** Takes down what people say in forms: in the engine's transaction, before the diagram goes on. */
public interface FormListener {

    /** Whether more hangs on this form than a line in the record. */
    boolean minds(String form);

    void takeDown(TaskCompletion said);
}
