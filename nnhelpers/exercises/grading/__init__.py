"""Grading a folder of submitted pages: `python -m nnhelpers.exercises grade FOLDER`.

For each notebook a process of its own runs the learner's definitions and exercise cells; the grader
calls the functions from outside and compares. In the order of the way that a submission takes:

    submissions   finds and reads the notebooks of a folder
    cells         which statements of a page run, and where its exercises are checked
    twin          what an answer's code says, without running it; what may not be in it
    wire          values as text, between two processes
    confine       what the learner's process may no longer do
    standins      what it gets in the place of drawings, explorers and references
    learner       the learner's process
    line          the grader's end of the line to it
    answer        a function of the learner's, called over the line
    redraw        private cases, drawn from a seed
    marking       the marks of one submission
    lesson        all submissions, side by side on the processors
    table         the table by student and exercise; sheet (CSV); board (the HTML page of the class)
    command       the command line

CONTRIBUTING says how it goes together with what collects and returns work, what is safe, what not.
"""
