package dev.firebreak.worker;

/** A handler can't produce a result, and the diagram has another path for this case: the worker raises a BPMN error. */
public class BpmnErrorRaised extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code the BPMN error code, such as {@code channel-unavailable} */
    public BpmnErrorRaised(String code, String why) {
        super(why);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
