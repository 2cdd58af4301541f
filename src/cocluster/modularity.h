#pragma once

#include "rnnvis/cocluster/cocluster.h"

namespace rnnvis::cocluster {

/// The modularity of the graph of words and units: that of Barber (2007) for bipartite graphs, with the null
/// model of Gómez, Jensen and Arenas (2009) for signed weights. With a = p_u · W(w, u), a⁺ and a⁻ its
/// positive and negative parts, s⁺ and s⁻ their sums over a row or column, m⁺ and m⁻ over everything,
///   Q = Σ ((a⁺ − s⁺_w s⁺_u / m⁺) − (a⁻ − s⁻_w s⁻_u / m⁻)) / (m⁺ + m⁻)
/// over the pairs of a word and a unit in one module. Where `paired`, word cluster i and unit cluster i are
/// one module; otherwise each cluster of one side joins the cluster of the other side where it adds most, on
/// the side for which that gives more. In [−1, 1]; 0 where there is no weight at all.
///
/// `sums` [wordClusters, unitClusters]: Σ a of the pairs of a word and a unit cluster. `words` and `units`: Σ
/// |a| of each cluster's rows or columns.
double modularity(const MatrixD& sums, const VectorD& words, const VectorD& units, bool paired);

/// That of a clustering by its edges and labels.
double modularityOf(const CoClustering& groups, const Decomposition& decomposition, bool paired);

}  // namespace rnnvis::cocluster
