package dev.firebreak.worker;

/** The work cannot give any of its answers, and the diagram draws another way on: becomes a BPMN error. */
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
