/**
 * Deploys models from the jar, the modelers' folder and Camunda Modeler. All of them pass admission and are audited.
 */
package dev.firebreak.engine.models;
