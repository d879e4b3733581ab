#pragma once
/// Everything, for programs that link parindex. Libraries' own code never includes this header.
///
/// The layers, lowest first; each knows only those before it:
///
///     base      exact numbers, rounding, dates, text, findings
///     model     criteria set, rules, facts, assessment, round: plain values
///     rules     what expressions and rules do
///     engine    linter, compiled plan, evaluation, explanation, data checks
///     council   a whole round: opinions, history, classes, titles, ranking, checks, comparisons
///     council   classes, titles, ranking, a whole round
///     analysis  survey estimates, intervals of totals and places, sample sizes
///     io        JSON, CSV and text, in and out
///     report    pages and documents of a round, and its figures as people read them
///
/// The usual path: load_round (io/round_folder.hpp), evaluate_round (council/round_result.hpp), explain_node
/// (council/round_checks.hpp), result_to_json (io/result_json.hpp).

#include "parindex/analysis/all_checks.hpp"
#include "parindex/analysis/matrix.hpp"
#include "parindex/analysis/points_table.hpp"
#include "parindex/analysis/random.hpp"
#include "parindex/analysis/rank_counts.hpp"
#include "parindex/analysis/ranking_uncertainty.hpp"
#include "parindex/analysis/sample_size.hpp"
#include "parindex/analysis/survey_checks.hpp"
#include "parindex/analysis/survey_estimate.hpp"
#include "parindex/analysis/survey_input.hpp"
#include "parindex/base/date.hpp"
#include "parindex/base/finding.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/base/moment.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/base/text.hpp"
#include "parindex/base/version.hpp"
#include "parindex/base/watch.hpp"
#include "parindex/council/appraisal_checks.hpp"
#include "parindex/council/batch.hpp"
#include "parindex/council/compare_rounds.hpp"
#include "parindex/council/compare_stages.hpp"
#include "parindex/council/consensus.hpp"
#include "parindex/council/evidence_register.hpp"
#include "parindex/council/history.hpp"
#include "parindex/council/monitor.hpp"
#include "parindex/council/published.hpp"
#include "parindex/council/ranking.hpp"
#include "parindex/council/round_checks.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/council/standing.hpp"
#include "parindex/engine/data_checks.hpp"
#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/engine/lint.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/io/agency_explanation.hpp"
#include "parindex/io/audit_log.hpp"
#include "parindex/io/council_json.hpp"
#include "parindex/io/criteria_json.hpp"
#include "parindex/io/data_table.hpp"
#include "parindex/io/explanation_text.hpp"
#include "parindex/io/form_files.hpp"
#include "parindex/io/form_workbook.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/round_folder.hpp"
#include "parindex/io/survey_result_json.hpp"
#include "parindex/io/text_table.hpp"
#include "parindex/io/write_files.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/expression.hpp"
#include "parindex/model/fact.hpp"
#include "parindex/model/policy.hpp"
#include "parindex/model/round.hpp"
#include "parindex/model/rule.hpp"
#include "parindex/model/survey.hpp"
#include "parindex/report/annex.hpp"
#include "parindex/report/figures.hpp"
#include "parindex/report/report_input.hpp"
#include "parindex/report/site.hpp"
#include "parindex/rules/check_expression.hpp"
#include "parindex/rules/evaluate_expression.hpp"
#include "parindex/rules/evaluate_rule.hpp"
#include "parindex/rules/scope.hpp"
