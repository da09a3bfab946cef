"""The real system without its lexical leg: the examiner sees it."""

from dataclasses import replace

from eval.inside import in_process
from eval.measures import DEPTH
from eval.result import Verdict
from eval.scores import score
from eval.sets import default_sets
from eval.system import System
