package dev.firebreak.engine;

/** Records what people submit in task forms, in the engine's transaction and before the process continues. */
public interface FormListener {

    /** Whether submissions of this form are to be recorded. */
    boolean handles(String form);

    void onCompletion(TaskCompletion completion);
}
