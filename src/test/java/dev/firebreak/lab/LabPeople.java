package dev.firebreak.lab;

/** The accounts of the lab's stories. */
final class LabPeople {

    static final String PASSWORD = "password-of-the-lab-1";

    private LabPeople() {}

    static void hire(FirebreakProcess firebreak) throws Exception {
        firebreak.hire("rex", PASSWORD, "responder");
        firebreak.hire("carla", PASSWORD, "commander");
    }
}
