/**
 * Escalation to teams and parties of the catalogue: a commander writes the exact text, another person approves it by its
 * hash, and it leaves once. Says when a contact was last found right.
 */
@ApplicationModule(
        allowedDependencies = {
            "comms",
            "comms :: channel",
            "comms :: delivery",
            "comms :: message",
            "catalog",
            "access",
            "incident",
            "text",
            "web",
            "database"
        })
package dev.firebreak.escalation;

import org.springframework.modulith.ApplicationModule;
