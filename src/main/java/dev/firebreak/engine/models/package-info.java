/**
 * Brings models into the engine: from the jar, from the modelers' folder, from Camunda Modeler; all through admission.
 */
package dev.firebreak.engine.models;
