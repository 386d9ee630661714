package dev.firebreak.engine;

/**
 * How a person saw a form.
 *
 * @param sha256 of the deployed form; null if a page of ours showed it
 * @param page what a page of ours showed, as a hash that the page defines; null if Tasklist showed the form
 */
public record SeenForm(String sha256, String page) {}
